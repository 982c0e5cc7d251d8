package org.dectory.testkit;

import java.util.Optional;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Change;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.User;

/** Writes the records of users of the {@link InMemoryStore}. */
final class MemoryUsers {

    private final MemoryView view;
    private final MemoryLog log;

    MemoryUsers(MemoryView view, MemoryLog log) {
        this.view = view;
        this.log = log;
    }

    User add(UserNumber number, Optional<LoginId> loginId, String name, boolean external) {
        MemoryChecks.requireName(name);
        MemoryChecks.requireFree(view.tables().numbers, number, NotUniqueException.Field.NUMBER, "number " + number);
        loginId.ifPresent(this::requireFree);
        UserId id = new UserId(++view.tables().lastUser);
        User user = new User(id, 1, number, loginId, name, external, log.now());
        view.tables().users.put(id, user);
        view.tables().numbers.put(number, id);
        loginId.ifPresent(login -> view.tables().loginIds.put(login, id));
        log.user(Change.Kind.USER_ADDED, id, number.value());
        return user;
    }

    User update(User user) {
        MemoryChecks.requireName(user.name());
        UserId id = user.id();
        User before = view.findUser(id).orElseThrow(() -> MemoryChecks.gone("user " + id.uid()));
        MemoryChecks.requireRevision("user " + id.uid(), before.revision(), user.revision());
        if (!before.number().equals(user.number())) {
            MemoryChecks.requireFree(
                    view.tables().numbers, user.number(), NotUniqueException.Field.NUMBER, "number " + user.number());
        }
        if (!before.loginId().equals(user.loginId())) {
            user.loginId().ifPresent(this::requireFree);
        }
        view.tables().numbers.remove(before.number());
        before.loginId().ifPresent(login -> view.tables().loginIds.remove(login));
        User after = new User(
                id,
                before.revision() + 1,
                user.number(),
                user.loginId(),
                user.name(),
                user.external(),
                before.created());
        view.tables().users.put(id, after);
        view.tables().numbers.put(after.number(), id);
        after.loginId().ifPresent(login -> view.tables().loginIds.put(login, id));
        log.user(Change.Kind.USER_CHANGED, id, after.number().value());
        return after;
    }

    /** Removes the record itself; what belongs to it must be gone. */
    void remove(User user) {
        view.tables().numbers.remove(user.number());
        user.loginId().ifPresent(login -> view.tables().loginIds.remove(login));
        view.tables().users.remove(user.id());
        log.user(Change.Kind.USER_REMOVED, user.id(), user.number().value());
    }

    private void requireFree(LoginId loginId) {
        MemoryChecks.requireFree(
                view.tables().loginIds, loginId, NotUniqueException.Field.LOGIN_ID, "login ID " + loginId);
    }
}
