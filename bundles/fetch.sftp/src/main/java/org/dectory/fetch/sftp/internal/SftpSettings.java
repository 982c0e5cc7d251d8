package org.dectory.fetch.sftp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set. */
@ObjectClassDefinition(name = "SFTP fetcher", description = "Fetching files by SFTP")
@interface SftpSettings {

    @AttributeDefinition(
            name = "Time to connect",
            description = "Seconds until a server that does not take the connection counts as unreachable",
            min = "1",
            max = "60")
    int connect_seconds() default 5;

    @AttributeDefinition(
            name = "Time to keep",
            description = "Seconds that a connection is kept for the next file; logging in takes longer than fetching",
            min = "1",
            max = "300")
    int keep_seconds() default 10;
}
