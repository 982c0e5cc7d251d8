package org.dectory.datasets.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.UserDataKey;

/** What is done with users, each within one transaction. */
final class Users {

    private Users() {}

    static User add(StoreTransaction tx, UserDraft draft) {
        UserDraftCheck.Checked checked = UserDraftCheck.check(draft, Set.of());
        User user =
                Refused.ifTaken(() -> tx.addUser(draft.number(), draft.loginId(), draft.name(), false), taken(draft));
        write(tx, user, checked);
        return user;
    }

    static UserRow change(StoreTransaction tx, UserId id, long revision, UserDraft draft) {
        User now = Rows.user(tx, id);
        Map<String, String> layer = tx.layer(id, Layer.ADMINISTRATOR);
        UserDraftCheck.Checked checked = UserDraftCheck.check(draft, unknown(layer.keySet()));
        if (now.external()) {
            requireAdministratorsOwn(now, checked);
        }
        User changed =
                new User(id, revision, draft.number(), draft.loginId(), draft.name(), now.external(), now.created());
        User updated = Refused.ifTaken(() -> tx.update(changed), taken(draft));
        write(tx, updated, now.external() ? checked.withValues(merged(layer, checked.values())) : checked);
        return Rows.of(tx, updated);
    }

    /** Keys that only a phone understands: a user who was made a local one may have some. */
    private static Set<String> unknown(Set<String> keys) {
        Set<String> unknown = new HashSet<>(keys);
        unknown.removeIf(key -> UserDataKey.find(key).isPresent());
        return unknown;
    }

    private static void requireAdministratorsOwn(User user, UserDraftCheck.Checked checked) {
        UserDraft draft = checked.draft();
        boolean same = draft.number().equals(user.number())
                && draft.loginId().equals(user.loginId())
                && draft.name().equals(user.name());
        boolean own = checked.secrets().isEmpty()
                && checked.values().keySet().stream().allMatch(Users::isOwn);
        if (!same || !own || draft.pin().isPresent()) {
            throw Refused.conflict("external", "User " + user.number() + " comes from a file and is changed there.");
        }
    }

    private static boolean isOwn(String key) {
        return UserDataKey.find(key)
                .filter(known -> known.scope() == UserDataKey.Scope.ADMINISTRATOR)
                .isPresent();
    }

    private static Map<String, String> merged(Map<String, String> layer, Map<String, String> own) {
        Map<String, String> merged = new TreeMap<>(layer);
        merged.keySet().removeIf(Users::isOwn);
        merged.putAll(own);
        return merged;
    }

    /** Writes what belongs to a user besides the record. */
    private static void write(StoreTransaction tx, User user, UserDraftCheck.Checked checked) {
        SecretOwner owner = SecretOwner.of(user.id());
        VisibilityCheck.apply(tx, user, checked.values());
        tx.putLayer(user.id(), Layer.ADMINISTRATOR, checked.values());
        checked.draft().pin().ifPresent(pin -> {
            tx.secrets().put(owner, SecretKind.PIN_ADMINISTRATOR, pin);
            // It would not count beside one that was set at a phone.
            tx.secrets().erase(owner, SecretKind.PIN_PHONE);
        });
        checked.secrets()
                .forEach((kind, secret) -> secret.ifPresentOrElse(
                        given -> tx.secrets().put(owner, kind, given),
                        () -> tx.secrets().erase(owner, kind)));
    }

    private static Map<NotUniqueException.Field, String> taken(UserDraft draft) {
        return Map.of(
                NotUniqueException.Field.NUMBER, "Number " + draft.number() + " is taken.",
                NotUniqueException.Field.LOGIN_ID,
                        "Login ID " + draft.loginId().map(LoginId::value).orElse("") + " is taken.");
    }

    /** Removes a user; the feed tells the phone where it was logged in. */
    static boolean remove(StoreTransaction tx, UserId id) {
        Optional<User> user = tx.findUser(id);
        user.ifPresent(there -> VisibilityCheck.apply(tx, there, Map.of()));
        tx.removeUser(id);
        return user.isPresent();
    }

    static boolean forgetPhonePin(StoreTransaction tx, UserId id) {
        SecretOwner owner = SecretOwner.of(Rows.user(tx, id).id());
        boolean there = tx.secretKinds(owner).contains(SecretKind.PIN_PHONE);
        tx.secrets().erase(owner, SecretKind.PIN_PHONE);
        return there;
    }
}
