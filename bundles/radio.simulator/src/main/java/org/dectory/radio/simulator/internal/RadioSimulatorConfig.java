package org.dectory.radio.simulator.internal;

import org.dectory.api.simulator.PhoneSimulator;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the radio simulator. */
@ObjectClassDefinition(name = "Radio simulator", description = "Simulated phones in place of an air interface")
public @interface RadioSimulatorConfig {

    /**
     * The system's identity.
     *
     * @return the PARK in its machine or its decimal form
     */
    @AttributeDefinition(
            name = "PARK",
            description =
                    "Which system is on air: 1F and 8 hexadecimal digits, or 14 decimal digits. For the laboratory"
                            + " only: a real one is given out by its maker")
    String park() default "1F10009034";

    /**
     * How many phones there may be.
     *
     * @return the number
     */
    @AttributeDefinition(
            name = "Phones at most",
            description = "How many simulated phones there may be",
            min = "1",
            max = "20000")
    int max_phones() default PhoneSimulator.MAX_PHONES;

    /**
     * The phones that are there from the first start.
     *
     * @return phones, each as IPEI, {@code =} and kind
     */
    @AttributeDefinition(
            name = "First phones",
            description = "Phones that are there while nobody has made any: IPEI=kind, such as 00100 0000001 4=600-700;"
                    + " kinds are GAP, 142d and 600-700")
    String[] phones() default {};
}
