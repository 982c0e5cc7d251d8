package org.dectory.auth.dsaa2.internal;

import java.util.Locale;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.OctetOrder;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of DSAA2. */
@ObjectClassDefinition(name = "DSAA2", description = "Authentication of phones by the DECT standard algorithm #2")
@interface Dsaa2Settings {

    /** The order of octets. */
    @AttributeDefinition(
            name = "Octet order",
            description =
                    "How values on air lie in the algorithm, of which the standard leaves doubts. Change it only if"
                            + " phones of another maker do otherwise: phones that subscribed before must subscribe anew",
            options = {
                @Option(label = "As on air", value = "straight"),
                @Option(label = "Last octet first", value = "octets-reversed"),
                @Option(label = "Last bit first", value = "bits-reversed")
            })
    String octet_order() default "straight";

    /** Turns settings into the algorithm. */
    final class Suite {

        private static final Logger LOG = LoggerFactory.getLogger(Dsaa2Settings.class);

        private Suite() {}

        /** The algorithm in the order that is set; in that of the factory, with a line in the log, if there is none such. */
        static CipherSuite of(Dsaa2Settings settings) {
            String name = settings.octet_order();
            try {
                return CipherSuite.dsaa2(
                        OctetOrder.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException e) {
                LOG.warn("octet.order: {} (expected: straight, octets-reversed or bits-reversed)", name);
                return CipherSuite.dsaa2(OctetOrder.STRAIGHT);
            }
        }
    }
}
