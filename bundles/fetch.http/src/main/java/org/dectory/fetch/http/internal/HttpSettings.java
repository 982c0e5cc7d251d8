package org.dectory.fetch.http.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set. */
@ObjectClassDefinition(name = "HTTP fetcher", description = "Fetching files by HTTP and HTTPS")
@interface HttpSettings {

    @AttributeDefinition(
            name = "Time to connect",
            description = "Seconds until a server that does not take the connection counts as unreachable",
            min = "1",
            max = "60")
    int connect_seconds() default 5;

    @AttributeDefinition(
            name = "Connections",
            description = "Most connections to one server; further files wait for one",
            min = "1",
            max = "256")
    int connections() default 32;
}
