package org.dectory.api.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * How subscription stands.
 *
 * @param mode which mode is on
 * @param until when the mode ends by itself; empty if it is off or does not end
 * @param then when the standard mode that follows wildcard mode ends; empty if wildcard mode is off, or what follows it does
 *     not end
 * @param alwaysOpen whether somebody opened standard mode for good; during wildcard mode, whether that is what follows
 * @param restricted whether standard mode, when it is started next, lasts the restricted period instead of the long one
 * @param autoCreate whether auto-create is switched on
 * @param autoCreateActive whether auto-create works now, that is, standard mode is on as well
 * @param everSubscribed whether any phone ever subscribed; until then standard mode does not end by itself
 * @param remark why subscription is closed although it should be open, such as a clock that was set back; may be empty
 */
public record SubscriptionStatus(
        Mode mode,
        Optional<Instant> until,
        Optional<Instant> then,
        boolean alwaysOpen,
        boolean restricted,
        boolean autoCreate,
        boolean autoCreateActive,
        boolean everSubscribed,
        String remark) {

    /** Modes of subscription. The names are stored: they never change. */
    public enum Mode {
        /** No phone can subscribe. */
        OFF,
        /** Phones with a known IPEI can, and unknown ones with auto-create. */
        STANDARD,
        /** Phones with a known IPEI can, and others with the additional ID of a user; auto-create is inactive. */
        WILDCARD
    }

    /**
     * A status that is neither always open nor restricted, nor followed by another mode.
     *
     * @param mode which mode is on
     * @param until when the mode ends by itself; empty if it is off or does not end
     * @param autoCreate whether auto-create is switched on
     * @param autoCreateActive whether auto-create works now
     * @param everSubscribed whether any phone ever subscribed
     * @param remark why subscription is closed although it should be open; may be empty
     */
    public SubscriptionStatus(
            Mode mode,
            Optional<Instant> until,
            boolean autoCreate,
            boolean autoCreateActive,
            boolean everSubscribed,
            String remark) {
        this(mode, until, Optional.empty(), false, false, autoCreate, autoCreateActive, everSubscribed, remark);
    }
}
