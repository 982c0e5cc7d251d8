package org.dectory.cfg;

import org.dectory.api.userdata.UserDataKey.Scope;

/** Which of the two sorts of files it is; some keys count in one of them only (CFG-09). */
public enum FileKind {
    /** {@code user_common.cfg}. */
    COMMON(Scope.COMMON_FILE, "user_common.cfg"),
    /** The file of one user. */
    USER(Scope.USER_FILE, "a user's file");

    private final Scope own;
    private final String title;

    FileKind(Scope own, String title) {
        this.own = own;
        this.title = title;
    }

    boolean accepts(Scope scope) {
        return scope == Scope.BOTH || scope == own;
    }

    /** The kind of file in which a key counts that does not count in this one. */
    String titleOfTheOther() {
        return this == COMMON ? USER.title : COMMON.title;
    }
}
