package org.dectory.provisioning.internal;

import java.util.Optional;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;

/**
 * Whom a file is about, by the system's login type (CFG-07).
 *
 * @param type whether the name is a number or a login ID
 * @param name the number or login ID; also the beginning of the file's name
 */
record Subject(LoginType type, String name) {

    private static final String SUFFIX = ".cfg";

    /**
     * Checks the name, for it becomes a part of an address.
     *
     * @throws IllegalArgumentException if it can be no number and no login ID, or if the file would be the common one, by which
     *     whoever types its name would become a user
     */
    Subject {
        name = type == LoginType.NUMBER ? new UserNumber(name).value() : new LoginId(name).value();
        if (isCommon(name)) {
            throw new IllegalArgumentException("Nobody can be called as the common file is");
        }
    }

    /** In any case: some servers take no notice of it. */
    private static boolean isCommon(String name) {
        return CommonImport.FILE.equalsIgnoreCase(name + SUFFIX);
    }

    /** The subject that a user is; empty if users are called by login IDs and this one has none, or none that may be. */
    static Optional<Subject> of(LoginType type, User user) {
        Optional<String> name = type == LoginType.NUMBER
                ? Optional.of(user.number().value())
                : user.loginId().map(LoginId::value);
        return name.filter(each -> !isCommon(each)).map(each -> new Subject(type, each));
    }

    String fileName() {
        return name + SUFFIX;
    }

    /** The subject whose file is called so; empty if nobody's can be. */
    static Optional<Subject> ofFile(LoginType type, String file) {
        if (!file.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Subject(type, file.substring(0, file.length() - SUFFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Optional<LoginId> loginId() {
        return type == LoginType.LOGIN_ID ? Optional.of(new LoginId(name)) : Optional.empty();
    }

    Optional<User> find(StoreView view) {
        return type == LoginType.NUMBER ? view.findUser(new UserNumber(name)) : view.findUser(new LoginId(name));
    }
}
