package org.dectory.api.radio;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Octets;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.osgi.annotation.versioning.ProviderType;

/** The owner of what phones ask before they may be used: access rights and location registration. */
@ProviderType
public interface AccessRightsHandler {

    /**
     * A phone asks for access rights (ACCESS-RIGHTS-REQUEST: EN 300 175-5, clause 13.5.1).
     *
     * @param request what it asks
     * @return what the driver tells the phone; never exceptional
     */
    CompletionStage<AccessRights> requested(AccessRightsRequest request);

    /**
     * A phone registers its location (LOCATE-REQUEST), after subscription, at power-on or on a new base station.
     *
     * @param registration what it says
     * @return whether the driver accepts it (LOCATE-ACCEPT); never exceptional
     */
    CompletionStage<Boolean> located(LocationRegistration registration);

    /**
     * A request for access rights.
     *
     * @param phone the phone
     * @param kind what the handset can do
     * @param park the PARK that the person typed, as typed; empty if none
     * @param additionalId the additional ID that the person typed, as typed; empty if none
     */
    record AccessRightsRequest(Ipei phone, HandsetKind kind, Optional<String> park, Optional<String> additionalId) {}

    /**
     * A location registration.
     *
     * @param phone the phone
     * @param kind what the handset can do
     * @param rpn the base station's number
     */
    record LocationRegistration(Ipei phone, HandsetKind kind, int rpn) {}

    /** The answer to a request for access rights. */
    sealed interface AccessRights {

        /**
         * Granted. The driver gives the phone RES2, with which the system proves itself, and the PARK.
         *
         * @param res2 the system's response
         */
        record Granted(Octets res2) implements AccessRights {}

        /**
         * Rejected (ACCESS-RIGHTS-REJECT).
         *
         * @param reason the reject reason
         */
        record Rejected(RejectReason reason) implements AccessRights {}
    }

    /** Reject reasons: EN 300 175-5, clause 7.7.34. */
    enum RejectReason {
        /** IPEI not accepted (05 hex). */
        IPEI_NOT_ACCEPTED(0x05),
        /** Authentication failed (10 hex). */
        AUTHENTICATION_FAILED(0x10),
        /** Overload (30 hex): try again later. */
        OVERLOAD(0x30),
        /** The procedure took too long (70 hex). */
        TIMER_EXPIRY(0x70);

        private final int code;

        RejectReason(int code) {
            this.code = code;
        }

        /**
         * The value on air.
         *
         * @return the code, 0 to 255
         */
        public int code() {
            return code;
        }
    }
}
