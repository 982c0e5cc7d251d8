package org.dectory.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Asks every health check of the appliance, those of other makers' bundles too. Thread-safe. */
@ProviderType
public interface HealthService {

    /** The tag of the checks of capabilities: each says whether the parts that a feature of the image consists of are there and work. */
    String CAPABILITY = "capability";

    /** The tag of checks of what only a restart heals, such as threads that wait for each other. */
    String VITAL = "vital";

    /** The tag of checks that a trial of new code has to pass. What lies outside the appliance, such as a file server, has no part in it. */
    String UPDATE = "update";

    /**
     * What the checks say. An answer may be two seconds old; a check that does not answer within two seconds is reported as
     * such, so this waits about as long at most.
     *
     * @return one result for each check, by name
     */
    List<CheckResult> results();
}
