package org.dectory.userstore.internal;

import java.util.Optional;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Change;
import org.dectory.api.store.User;

/** Writes the records of users, within a transaction. */
final class SqlUsers {

    private final SqlView view;
    private final ChangeLog log;

    SqlUsers(SqlView view, ChangeLog log) {
        this.view = view;
        this.log = log;
    }

    User add(UserNumber number, Optional<LoginId> loginId, String name, boolean external) {
        Limits.requireLength("name", name, 0, User.MAX_NAME);
        UserId id;
        try {
            id = new UserId((int) view.session()
                    .number(
                            "INSERT INTO user (revision, number, login_id, name, folded, external, created)"
                                    + " VALUES (1, ?, ?, ?, ?, ?, ?) RETURNING id",
                            number.value(),
                            loginId.map(LoginId::value).orElse(null),
                            name,
                            SqlLists.fold(name),
                            external,
                            Times.toMicros(log.now())));
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notUnique(e, number, loginId);
        }
        log.user(Change.Kind.USER_ADDED, id, number.value());
        return new User(id, 1, number, loginId, name, external, log.now());
    }

    User update(User user) {
        Limits.requireLength("name", user.name(), 0, User.MAX_NAME);
        User before = view.findUser(user.id())
                .orElseThrow(() -> Refusals.gone("user " + user.id().uid()));
        Refusals.requireRevision("user " + user.id().uid(), before.revision(), user.revision());
        try {
            view.session()
                    .run(
                            "UPDATE user SET revision = revision + 1, number = ?, login_id = ?, name = ?, folded = ?,"
                                    + " external = ? WHERE id = ?",
                            user.number().value(),
                            user.loginId().map(LoginId::value).orElse(null),
                            user.name(),
                            SqlLists.fold(user.name()),
                            user.external(),
                            user.id().uid());
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notUnique(e, user.number(), user.loginId());
        }
        log.user(Change.Kind.USER_CHANGED, user.id(), user.number().value());
        return new User(
                user.id(),
                before.revision() + 1,
                user.number(),
                user.loginId(),
                user.name(),
                user.external(),
                before.created());
    }

    /** Removes the record itself; what belongs to it must be gone. */
    void remove(User user) {
        view.session().run("DELETE FROM user WHERE id = ?", user.id().uid());
        log.user(Change.Kind.USER_REMOVED, user.id(), user.number().value());
    }
}
