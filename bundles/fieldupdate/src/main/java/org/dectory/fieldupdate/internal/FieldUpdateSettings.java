package org.dectory.fieldupdate.internal;

import java.time.Duration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set. */
@ObjectClassDefinition(name = "Field updates", description = "How updates prove themselves")
@interface FieldUpdateSettings {

    @AttributeDefinition(
            name = "Trial",
            description = "Seconds for which an update must run well to be kept, 3 to 3600",
            min = "3",
            max = "3600")
    int trial_seconds() default 30;

    @AttributeDefinition(
            name = "Patience",
            description = "Seconds for which something may be amiss during a trial, 1 to 600",
            min = "1",
            max = "600")
    int patience_seconds() default 20;

    @AttributeDefinition(
            name = "Step",
            description = "Seconds that a bundle may take to start or to stop, 1 to 600",
            min = "1",
            max = "600")
    int step_seconds() default 20;

    /** Reads settings. */
    final class Reading {

        private Reading() {}

        /** What they mean; what is out of range means the nearest that is not. */
        static Limits limits(FieldUpdateSettings settings) {
            return new Limits(
                    Duration.ofSeconds(Math.max(3, Math.min(settings.trial_seconds(), 3600))),
                    Duration.ofSeconds(Math.max(1, Math.min(settings.patience_seconds(), 600))),
                    Duration.ofSeconds(Math.max(1, Math.min(settings.step_seconds(), 600))));
        }
    }
}
