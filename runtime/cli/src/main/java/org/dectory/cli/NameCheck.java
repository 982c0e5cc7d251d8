package org.dectory.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.FileKind;

/** Sees whether files are named after those whom they are about, and whether two of them claim one number (CFG-07). */
final class NameCheck {

    private static final String END = ".cfg";

    private final boolean byLoginId;

    /** Whose number it is; by number. */
    private final Map<String, CheckedFile> owners = new HashMap<>();

    NameCheck(boolean byLoginId) {
        this.byLoginId = byLoginId;
    }

    void check(CheckedFile file) {
        if (file.kind() != FileKind.USER) {
            return;
        }
        Optional<String> name = name(file.name());
        if (name.isEmpty()) {
            file.warning(
                    1,
                    "nobody can log in by this file (expected: its name is a " + (byLoginId ? "login ID" : "number")
                            + " and " + END + ")");
        }
        if (file.data().isPresent()) {
            Optional<String> number = byLoginId ? numberInside(file) : numberOutside(file, name);
            number.ifPresent(text -> claim(file, text));
        }
    }

    private Optional<String> name(String fileName) {
        if (!fileName.endsWith(END)) {
            return Optional.empty();
        }
        String name = fileName.substring(0, fileName.length() - END.length());
        Function<String, Object> rule = byLoginId ? LoginId::new : UserNumber::new;
        try {
            return Optional.of(rule.apply(name).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> numberInside(CheckedFile file) {
        Optional<String> number = file.data().flatMap(data -> data.find(UserDataKey.NUMBER));
        if (number.isEmpty()) {
            file.error(1, UserDataKey.NUMBER.key() + " is missing: nothing is applied");
        }
        return number;
    }

    private static Optional<String> numberOutside(CheckedFile file, Optional<String> name) {
        if (file.data().flatMap(data -> data.find(UserDataKey.NUMBER)).isPresent()) {
            file.warning(
                    file.line(UserDataKey.NUMBER),
                    UserDataKey.NUMBER.key() + ": ignored, the name of the file is the number");
        }
        return name;
    }

    private void claim(CheckedFile file, String number) {
        CheckedFile owner = owners.putIfAbsent(number, file);
        if (owner != null) {
            file.error(
                    file.line(UserDataKey.NUMBER),
                    "the number " + number + " is that of " + owner.path() + ", too: the second is refused");
        }
    }
}
