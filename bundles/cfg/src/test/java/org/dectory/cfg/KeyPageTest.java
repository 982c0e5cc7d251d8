package org.dectory.cfg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.api.userdata.UserDataKey.Scope;
import org.dectory.api.userdata.ValueType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The page {@code docs/user-data-keys.md}, made of the catalogue itself: types and defaults from its constants, words from their
 * comments.
 *
 * <p>{@code mvn -pl bundles/cfg -am test -Dtest=KeyPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddectory.pages=write} writes it
 * anew.
 */
@Tag("CFG-03")
@Tag("CFG-08")
class KeyPageTest {

    /** Tests run in their module's folder. */
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Path PAGE = ROOT.resolve("docs/user-data-keys.md");
    private static final Path SOURCE =
            ROOT.resolve("bundles/api/src/main/java/org/dectory/api/userdata/UserDataKey.java");
    private static final Pattern CONSTANT = Pattern.compile("/\\*\\* ([^*]+) \\*/\\s+([A-Z0-9_]+)\\(\"");

    private static final Map<Scope, String> TITLES = new EnumMap<>(Map.of(
            Scope.BOTH, "In both files",
            Scope.USER_FILE, "In a user's file only",
            Scope.COMMON_FILE, "In `user_common.cfg` only",
            Scope.ADMINISTRATOR, "In no file: administrators set them"));

    @Test
    void isUpToDate() throws IOException {
        String page = page();
        if (System.getProperty("dectory.pages", "").equals("write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("docs/user-data-keys.md is made of the catalogue; -Ddectory.pages=write writes it anew")
                .hasContent(page);
    }

    private static String page() throws IOException {
        Map<UserDataKey, String> words = words();
        return """
                # Keys of user data files

                Made of the catalogue `UserDataKey` by the build: change it there. How files are written, checked and encrypted:
                [user data files](user-data-files.md).

                The user's file wins over `user_common.cfg`, and that over the default. Keys match in any case. A `UD_` key that is not
                here goes to the phone as it is. Values of keys marked 🔒 are secrets: they are kept encrypted, shown nowhere, and may
                be [encrypted in the file](user-data-files.md#encrypted-values).
                """
                + List.of(Scope.BOTH, Scope.USER_FILE, Scope.COMMON_FILE, Scope.ADMINISTRATOR).stream()
                        .map(scope -> section(scope, words))
                        .collect(Collectors.joining())
                + """

                `BOOL` values are read as `YES Y 1 TRUE` and `NO N 0 FALSE` in any case; anything else is FALSE, with a warning. `Global`
                stands for a setting of the whole system. A key without a value counts as absent.
                """;
    }

    private static String section(Scope scope, Map<UserDataKey, String> words) {
        return "\n## " + TITLES.get(scope) + "\n\n| key | what it is | values | default |\n| --- | --- | --- | --- |\n"
                + Arrays.stream(UserDataKey.values())
                        .filter(key -> key.scope() == scope)
                        .map(key -> "| `" + key.key() + "`" + (key.isSecret() ? " 🔒" : "") + " | " + words.get(key)
                                + " | " + values(key.type()) + " | " + code(key.defaultValue()) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String values(ValueType type) {
        return (type == ValueType.BOOL ? "`BOOL`: " : "") + type.expected().replace("|", "\\|");
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static Map<UserDataKey, String> words() throws IOException {
        Map<UserDataKey, String> words = new EnumMap<>(UserDataKey.class);
        Matcher matcher = CONSTANT.matcher(Files.readString(SOURCE));
        while (matcher.find()) {
            String text =
                    matcher.group(1).replaceAll("\\{@code ([^}]+)}", "`$1`").replaceAll("\\.$", "");
            words.put(UserDataKey.valueOf(matcher.group(2)), text);
        }
        assertThat(words).containsOnlyKeys(UserDataKey.values());
        return words;
    }
}
