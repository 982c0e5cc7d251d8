package org.dectory.subscription.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration as administrators see it. What counts is {@link SubscriptionSettings}. */
@ObjectClassDefinition(name = "Subscription", description = "How long phones may subscribe")
@interface SubscriptionConfig {

    @AttributeDefinition(
            name = "Standard period",
            description = "Hours that standard mode lasts; counts from the next start of the mode",
            min = "1",
            max = "720")
    int standard_hours() default 24;

    @AttributeDefinition(
            name = "Restricted period",
            description = "Minutes that standard mode lasts while its duration is restricted",
            min = "1",
            max = "1440")
    int restricted_minutes() default 2;

    @AttributeDefinition(
            name = "Wildcard period",
            description = "Minutes that wildcard mode lasts unless its start says otherwise",
            min = "1",
            max = "60")
    int wildcard_minutes() default 2;

    @AttributeDefinition(
            name = "Standard period after wildcard",
            description = "Minutes that the standard mode lasts which follows wildcard mode",
            min = "1",
            max = "43200")
    int standard_after_wildcard_minutes() default 60;

    @AttributeDefinition(
            name = "Algorithms",
            description = "Authentication algorithms that phones may subscribe with, the preferred one first")
    String[] algorithms() default {"DSAA2", "DSAA"};

    @AttributeDefinition(
            name = "Refusals per phone",
            description = "A phone that was refused so often within a minute is not listened to in that minute",
            min = "1",
            max = "1000")
    int refusals_phone() default 5;

    @AttributeDefinition(
            name = "Refusals overall",
            description = "After so many refusals within a minute no unknown phone is listened to in that minute",
            min = "1",
            max = "100000")
    int refusals_overall() default 60;
}
