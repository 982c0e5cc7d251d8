package org.dectory.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    /** Computed by the hash function of another language: Python's hashlib.pbkdf2_hmac. */
    @ParameterizedTest
    @CsvSource({
        "password, pbkdf2-sha256:1:c2FsdA==:Eg+2z/z4syxD5yJSVsT4N6hlSMkszDVICAWYfLcL4Xs=",
        "'gr\u00fc\u00dfe, omm!', pbkdf2-sha256:4096:MDEyMzQ1Njc4OWFiY2RlZg==:oMS0XSmm7itcMOYQ/IDJg9z5TaavnCfQjEMnGaJBC7E=",
    })
    void agreesWithOthers(String password, String stored) {
        PasswordHash hash = PasswordHash.parse(stored);

        assertThat(hash.stored()).isEqualTo(stored);
        assertThat(hash.matches(Secret.of(password))).isTrue();
        assertThat(hash.matches(Secret.of(password + " "))).isFalse();
    }

    @Test
    @Tag("SEC-01")
    void isAnotherOneForTheSamePassword() {
        Secret password = Secret.of("correct horse");

        PasswordHash one = PasswordHash.of(password, 10);
        PasswordHash other = PasswordHash.of(password, 10);

        assertThat(one.stored()).isNotEqualTo(other.stored());
        assertThat(PasswordHash.parse(one.stored()).matches(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pbkdf2-sha256:10:c2FsdA==", "md5:10:c2FsdA==:c2FsdA==", "pbkdf2-sha256:x:a:b"})
    void refusesWhatIsNoHashWithoutShowingIt(String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hash: hidden (expected: pbkdf2-sha256:iterations:salt:hash)");
    }
}
