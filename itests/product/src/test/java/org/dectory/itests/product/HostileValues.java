package org.dectory.itests.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What somebody may send who means no good, or whose program is broken. */
final class HostileValues {

    private static final int RANDOM_TEXTS = Boolean.getBoolean("dectory.thorough") ? 300 : 10;

    private HostileValues() {}

    /** Texts: paths, digits of other scripts, controls, too long ones, and some that a seeded die has cast. */
    static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                " ",
                "\t\r\n",
                "\0",
                "47\u000011",
                "../../etc/passwd",
                "..\\..\\boot.ini",
                "%2e%2e%2fetc%2fpasswd",
                "....//",
                ".",
                "/",
                "٤٧١١",
                "４７１１",
                "4711\u202e",
                "\ufeff4711",
                "\ufffe",
                "4️⃣",
                "👩‍👩‍👧",
                "a".repeat(10_000),
                "9".repeat(10_000),
                "'; DROP TABLE user; --",
                "\" OR \"\"=\"",
                "%' ESCAPE '_",
                "<script>alert(1)</script>",
                "${jndi:ldap://127.0.0.1/x}",
                "{{7*7}}",
                "$(reboot)",
                "x\r\nSet-Cookie: a=b",
                "-1",
                "1e9",
                "null"));
        Random random = new Random(42);
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            texts.add(random.ints(1 + random.nextInt(40), 1, Character.MIN_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        return texts;
    }

    /** JSON that is well-formed and of other types, or on the edge of it. */
    static List<String> json() {
        return List.of(
                "null",
                "true",
                "0",
                "-1",
                "0.5",
                "65536",
                "2147483648",
                "9223372036854775808",
                "123456789012345678901234567890",
                "1e999",
                "[]",
                "{}",
                "[null]",
                "[[[]]]",
                "[\"a\",\"a\"]",
                "{\"a\":{\"b\":{}}}",
                "{\"../../etc/passwd\":\"x\"}",
                "{\"UD_Vip\":1}",
                "{\"UD_Pin\":\"1\",\"UD_SipPassword\":\"x\"}",
                "{\"\":\"\"}",
                "{\"a\":\"1\",\"a\":\"2\"}",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\u0000\"");
    }
}
