package org.dectory.api.provisioning;

import java.util.List;

/**
 * Whether people prove themselves to the file server, which then gets their PIN, instead of by a challenge to the phone
 * ({@code UDS_CommonUserFileName}). It is the weaker way: the PIN crosses the air as digits, on an encrypted link.
 *
 * @param state how it stands
 * @param warnings what is weak about it, or why it is not in force, for people
 */
public record ServerLogin(State state, List<String> warnings) {

    /** It is not asked for. */
    public static final ServerLogin OFF = new ServerLogin(State.OFF, List.of());

    /**
     * Copies the warnings.
     *
     * @param state how it stands
     * @param warnings what is weak about it, or why it is not in force
     */
    public ServerLogin {
        warnings = List.copyOf(warnings);
    }

    /** How it can stand. */
    public enum State {
        /** The common file does not ask for it. */
        OFF,
        /** The common file asks for it and the source does not have what it takes: each user's own file is fetched. */
        NOT_POSSIBLE,
        /** The server judges. */
        ON
    }
}
