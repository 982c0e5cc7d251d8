package org.dectory.fac.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator can set. */
@ObjectClassDefinition(name = "Feature access codes", description = "What can be dialled to make the system act")
@interface FacConfig {

    @AttributeDefinition(
            name = "Number",
            description = "What every code begins with: 1 to 16 of 0-9 * #; empty to switch all codes off")
    String number() default "*1";

    @AttributeDefinition(
            name = "Codes",
            description = "Action=code, one for each action; an empty code switches the action off")
    String[] codes() default {
        "UserLogin=1",
        "UserLogout=2",
        "ActivateSubscription=34567",
        "ActivateWildcard=34568",
        "DeactivateSubscription=9"
    };

    @AttributeDefinition(
            name = "Alarm triggers",
            description = "Trigger=code, one for each alarm trigger; an empty code switches the trigger off")
    String[] triggers() default {};

    @AttributeDefinition(
            name = "Keep the call up",
            description = "Seconds for which the display can be read and the tone be heard at the end",
            min = "0",
            max = "60")
    int linger_seconds() default 3;

    @AttributeDefinition(
            name = "Wrong codes",
            description =
                    "How many wrong codes a phone may dial before its codes are refused for a while; 0 for no limit",
            min = "0",
            max = "100")
    int wrong_codes() default 5;

    @AttributeDefinition(
            name = "Pause after wrong codes",
            description = "Seconds within which wrong codes are counted, and for which codes are refused then",
            min = "1",
            max = "3600")
    int wrong_seconds() default 60;
}
