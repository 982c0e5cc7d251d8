package org.dectory.fetch.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PRV-01")
class ChallengeTest {

    @Test
    void readsSeveralChallengesOfOneFieldAndOfSeveral() {
        List<Challenge> read = Challenge.read(List.of(
                "Negotiate, NTLM TlRMTVNTUAAC=, , Digest  REALM = \"a \\\"b\\\", c\" ,qop=\"auth, auth-int\", stale=TRUE",
                "Basic realm=x"));

        assertThat(read).extracting(Challenge::scheme).containsSubsequence("negotiate", "ntlm", "digest", "basic");
        assertThat(read)
                .contains(
                        new Challenge(
                                "digest", Map.of("realm", "a \"b\", c", "qop", "auth, auth-int", "stale", "TRUE")),
                        new Challenge("basic", Map.of("realm", "x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "=",
                "a=b",
                "\"",
                "Digest",
                "Digest realm",
                "Digest realm=",
                "Digest realm=\"x",
                "Digest \u00e9"
            })
    void takesNonsenseForNoChallengeThatCanBeAnswered(String field) {
        assertThat(Challenge.read(List.of(field)))
                .allMatch(each -> Digest.of(each).isEmpty());
    }

    @Test
    void readsAnythingWithoutFailing() {
        String letters = "Digest realm=\"\\,; \t=nonce\u00ff";
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder field = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                field.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(Challenge.read(List.of(field.toString()))).isNotNull();
        }
    }

    @Test
    void remembersTheAccountsUsedLast() {
        Logins logins = new Logins(2);
        logins.keep(new Logins.Account("s", "a"), Basic.INSTANCE);
        logins.keep(new Logins.Account("s", "b"), Basic.INSTANCE);
        assertThat(logins.find(new Logins.Account("s", "a"))).contains(Basic.INSTANCE);

        logins.keep(new Logins.Account("s", "c"), Basic.INSTANCE);

        assertThat(logins.size()).isEqualTo(2);
        assertThat(logins.find(new Logins.Account("s", "a"))).isPresent();
        assertThat(logins.find(new Logins.Account("s", "b"))).isEmpty();
    }
}
