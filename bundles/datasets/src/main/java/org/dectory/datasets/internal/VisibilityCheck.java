package org.dectory.datasets.internal;

import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.userdata.UserDataKey;

/** Keeps the rule that one user at most serves the visibility check (USR-02). */
final class VisibilityCheck {

    /** Under which key the store keeps the number (uid) of the user who serves it. */
    static final String STATE = "datasets.visibility-check";

    private VisibilityCheck() {}

    /** Takes note of whether a user serves the check by these values. */
    static void apply(StoreTransaction tx, User user, Map<String, String> values) {
        Optional<User> holder = holder(tx);
        boolean held = holder.filter(other -> other.id().equals(user.id())).isPresent();
        if (!"TRUE".equals(values.get(UserDataKey.VISIBILITY_CHECK.key()))) {
            if (held) {
                tx.removeState(STATE);
            }
            return;
        }
        if (holder.isPresent() && !held) {
            throw Refused.conflict(
                    UserDataKey.VISIBILITY_CHECK.key(),
                    "User " + holder.get().number() + " serves the visibility check already; one user at most does.");
        }
        tx.putState(STATE, Integer.toString(user.id().uid()));
    }

    /** The user who serves it; one whose file vanished does not any more. */
    private static Optional<User> holder(StoreView view) {
        return view.findState(STATE).flatMap(uid -> view.findUser(new UserId(Integer.parseInt(uid))));
    }
}
