package org.dectory.provisioning.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set. The password for the server is a secret of the store and not among it. */
@ObjectClassDefinition(name = "Provisioning", description = "Users who exist as files on a server")
@interface ProvisioningSettings {

    @AttributeDefinition(name = "Protocol", description = "Such as http; empty for no source", required = false)
    String protocol() default "";

    @AttributeDefinition(name = "Server", description = "Host name or address; empty for file", required = false)
    String server() default "";

    @AttributeDefinition(name = "Port", description = "0 for that of the protocol", min = "0", max = "65535")
    int port() default 0;

    @AttributeDefinition(name = "Path", description = "The folder on the server", required = false)
    String path() default "";

    @AttributeDefinition(name = "User name", description = "The account on the server; may be empty", required = false)
    String user_name() default "";

    @AttributeDefinition(
            name = "Trust",
            description =
                    "Empty for the system's; else the checks that are on: certificates system host-names expiry tls-1-2"
                            + " host-keys-known",
            required = false)
    String trust() default "";

    @AttributeDefinition(
            name = "Specific source",
            description = "Whether the source above counts, or else the central one")
    boolean specific() default true;

    @AttributeDefinition(name = "Central: protocol", description = "Empty for no source", required = false)
    String central_protocol() default "";

    @AttributeDefinition(name = "Central: server", required = false)
    String central_server() default "";

    @AttributeDefinition(name = "Central: port", description = "0 for that of the protocol", min = "0", max = "65535")
    int central_port() default 0;

    @AttributeDefinition(name = "Central: path", required = false)
    String central_path() default "";

    @AttributeDefinition(name = "Central: user name", required = false)
    String central_user_name() default "";

    @AttributeDefinition(name = "Central: trust", required = false)
    String central_trust() default "";

    @AttributeDefinition(name = "Largest file", description = "Bytes", min = "1024", max = "16777216")
    int max_bytes() default 256 * 1024;

    @AttributeDefinition(
            name = "Time for a file",
            description = "Seconds until a fetch is given up, waiting for its turn included",
            min = "1",
            max = "300")
    int fetch_seconds() default 10;

    @AttributeDefinition(
            name = "Fetches at once",
            description =
                    "Most fetches in progress; timers take half of them at most, an import of many files three quarters",
            min = "1",
            max = "64")
    int fetch_threads() default 8;

    @AttributeDefinition(
            name = "Files per second",
            description = "Most files a second that are fetched because their time has come",
            min = "1",
            max = "1000")
    int due_per_second() default 5;

    @AttributeDefinition(
            name = "First retry",
            description = "Seconds until a failed fetch is tried again; doubles with each failure",
            min = "1",
            max = "86400")
    int retry_seconds() default 30;

    @AttributeDefinition(name = "Last retry", description = "Most seconds between two tries", min = "1", max = "86400")
    int retry_most_seconds() default 3600;
}
