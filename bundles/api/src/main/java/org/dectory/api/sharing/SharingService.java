package org.dectory.api.sharing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Actor;
import org.dectory.api.store.StoreView;
import org.osgi.annotation.versioning.ProviderType;

/** Who is logged in where. Logging in is done at phones; see the actions {@code UserLogin} and {@code UserLogout}. */
@ProviderType
public interface SharingService {

    /**
     * Logs a phone out without asking for a PIN, as an administrator may.
     *
     * @param device the device
     * @param actor who does it
     * @return completes, when it is durable, with whether somebody was logged in there
     */
    CompletionStage<Boolean> logout(DeviceId device, Actor actor);

    /**
     * What names a user at login.
     *
     * @return the system-wide user login type
     */
    LoginType loginType();

    /**
     * Sets what names a user at login. A change logs everybody out.
     *
     * @param type the new type
     * @param actor who does it
     * @return completes, when it is durable, with how many were logged out
     */
    CompletionStage<Integer> loginType(LoginType type, Actor actor);

    /**
     * How phones are shared.
     *
     * @return the settings that count now
     */
    SharingPolicy policy();

    /**
     * Wrong PINs that are remembered: what is locked, and what may be locked by the next ones.
     *
     * @return the entries by device, that of the phone itself before those of its users
     */
    List<LoginLock> locks();

    /**
     * Forgets wrong PINs and opens the lock that they made, if any.
     *
     * @param device the device
     * @param user the user whose wrong PINs at that device are forgotten; empty for the count of the device over all users
     * @param actor who does it
     * @return completes, when it is durable, with whether there was anything to forget
     */
    CompletionStage<Boolean> unlock(DeviceId device, Optional<UserId> user, Actor actor);

    /** What names a user at login. The names are stored: they never change. */
    enum LoginType {
        /** Number or SIP user name. */
        NUMBER,
        /** Login ID. */
        LOGIN_ID;

        /** Under which key the store keeps the name of the type that is set. */
        public static final String STATE = "sharing.login-type";

        /**
         * The type that is set, for those who read more than this from the same view.
         *
         * @param view the data
         * @return the type; {@link #NUMBER} if none was ever set
         */
        public static LoginType of(StoreView view) {
            return view.findState(STATE).filter(LOGIN_ID.name()::equals).isPresent() ? LOGIN_ID : NUMBER;
        }
    }
}
