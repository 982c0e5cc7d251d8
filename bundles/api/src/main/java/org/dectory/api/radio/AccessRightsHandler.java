package org.dectory.api.radio;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.SystemProof;
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
     * @param algorithms the authentication algorithms that the phone knows by its terminal capability, the one that it
     *     likes best first, never empty: a phone that names none knows {@value AuthenticationAlgorithm#DSAA} only
     */
    record AccessRightsRequest(
            Ipei phone,
            HandsetKind kind,
            Optional<String> park,
            Optional<String> additionalId,
            List<String> algorithms) {

        /**
         * Takes a copy of the list.
         *
         * @param phone the phone
         * @param kind what the handset can do
         * @param park the PARK, as typed
         * @param additionalId the additional ID, as typed
         * @param algorithms the authentication algorithms
         */
        public AccessRightsRequest {
            algorithms = orDsaa(algorithms);
        }

        /**
         * A request of a phone that names no algorithm.
         *
         * @param phone the phone
         * @param kind what the handset can do
         * @param park the PARK that the person typed, as typed; empty if none
         * @param additionalId the additional ID that the person typed, as typed; empty if none
         */
        public AccessRightsRequest(Ipei phone, HandsetKind kind, Optional<String> park, Optional<String> additionalId) {
            this(phone, kind, park, additionalId, List.of());
        }
    }

    /**
     * A location registration.
     *
     * @param phone the phone
     * @param kind what the handset can do
     * @param rpn the base station's number
     * @param algorithms the authentication algorithms that the phone knows, as with {@link AccessRightsRequest}
     */
    record LocationRegistration(Ipei phone, HandsetKind kind, int rpn, List<String> algorithms) {

        /**
         * Takes a copy of the list.
         *
         * @param phone the phone
         * @param kind what the handset can do
         * @param rpn the base station's number
         * @param algorithms the authentication algorithms
         */
        public LocationRegistration {
            algorithms = orDsaa(algorithms);
        }

        /**
         * A registration of a phone that names no algorithm.
         *
         * @param phone the phone
         * @param kind what the handset can do
         * @param rpn the base station's number
         */
        public LocationRegistration(Ipei phone, HandsetKind kind, int rpn) {
            this(phone, kind, rpn, List.of());
        }
    }

    private static List<String> orDsaa(List<String> algorithms) {
        return algorithms.isEmpty() ? List.of(AuthenticationAlgorithm.DSAA) : List.copyOf(algorithms);
    }

    /** The answer to a request for access rights. */
    sealed interface AccessRights {

        /**
         * Granted. The driver gives the phone what proves the system to it, and the PARK.
         *
         * @param proof the system's response, and what the phone needs to check it
         */
        record Granted(SystemProof proof) implements AccessRights {

            /**
             * Granted, with a proof that needs no new random numbers.
             *
             * @param res2 the system's response
             */
            public Granted(Octets res2) {
                this(new SystemProof(res2));
            }

            /**
             * The system's response to the phone.
             *
             * @return RES2, 4 octets
             */
            public Octets res2() {
                return proof.res2();
            }
        }

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
