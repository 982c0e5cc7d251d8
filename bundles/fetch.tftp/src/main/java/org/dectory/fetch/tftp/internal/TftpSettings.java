package org.dectory.fetch.tftp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set. */
@ObjectClassDefinition(name = "TFTP fetcher", description = "Fetching files by TFTP")
@interface TftpSettings {

    @AttributeDefinition(
            name = "Time to answer",
            description =
                    "Seconds of silence, or of packets that bring nothing new, after which a server counts as unreachable",
            min = "1",
            max = "60")
    int answer_seconds() default 5;

    @AttributeDefinition(
            name = "Time to repeat",
            description =
                    "Milliseconds until a packet that is not answered is sent again; doubled each time it stays so",
            min = "50",
            max = "10000")
    int repeat_milliseconds() default 500;

    @AttributeDefinition(
            name = "Block size",
            description =
                    "Octets in a packet that the server is asked for; 512 asks for nothing and suits servers that know no"
                            + " options",
            min = "512",
            max = "65464")
    int block_size() default 1428;
}
