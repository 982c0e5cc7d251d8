package org.dectory.api.sharing;

import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.DeviceId;
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
