package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.PhoneSetting;
import org.dectory.api.radio.Radio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a radio promises about what phones of each kind show, keep and encrypt. */
interface RadioPhoneContract extends RadioOnBench {

    @Test
    @Tag("LOG-05")
    default void a600Or700ShowsWhoseItIsAndElseTheLoginPrompt() {
        Ipei phone = bench().attachedPhone(HandsetKind.PHONE_600_700);

        assertThat(RadioOnBench.result(radio().showUser(phone, "Anna", "1012"))).isTrue();
        assertThat(bench().display(phone)).containsExactly("Anna", "1012");
        assertThat(RadioOnBench.result(radio().showLoginPrompt(phone))).isTrue();
        assertThat(bench().display(phone)).isNotEmpty().doesNotContain("Anna", "1012");
    }

    @ParameterizedTest
    @EnumSource(
            value = HandsetKind.class,
            names = {"GAP", "PHONE_142D"})
    @Tag("LOG-08")
    default void aPlainPhoneShowsTheLoginPromptOffHookAndNobodysName(HandsetKind kind) {
        Ipei phone = bench().attachedPhone(kind);

        assertThat(RadioOnBench.result(radio().showLoginPrompt(phone))).isFalse();
        assertThat(bench().display(phone)).isEmpty();
        bench().hook(phone, true);
        assertThat(bench().display(phone)).isNotEmpty();
        bench().hook(phone, false);

        assertThat(RadioOnBench.result(radio().showUser(phone, "Anna", "1012"))).isFalse();
        bench().hook(phone, true);
        assertThat(bench().display(phone)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GAP, false", "PHONE_142D, false", "PHONE_600_700, true"})
    @Tag("LOG-07")
    @Tag("USR-09")
    default void onlyA600Or700IsClearedAndSetByTheSystem(HandsetKind kind, boolean can) {
        Ipei phone = bench().attachedPhone(kind);

        assertThat(RadioOnBench.result(radio().display(phone, "idle"))).isEqualTo(can);
        assertThat(RadioOnBench.result(radio().clearUserData(phone, true))).isEqualTo(can);
        assertThat(RadioOnBench.result(radio().configure(phone, Map.of(PhoneSetting.LANGUAGE, "de"))))
                .isEqualTo(can);
    }

    @ParameterizedTest
    @EnumSource(
            value = HandsetKind.class,
            names = {"GAP", "PHONE_142D", "PHONE_600_700"})
    @Tag("DAT-10")
    default void encryptsTheLinkOnlyWithTheKeyThatThePhoneDerived(HandsetKind kind) {
        Ipei phone = bench().attachedPhone(kind);
        Secret earlier = bench().cipherKey(phone);
        Secret derived = bench().cipherKey(phone);

        assertThat(RadioOnBench.result(radio().encrypt(phone, earlier))).isFalse();
        assertThat(RadioOnBench.result(radio().encrypt(phone, Secret.ofBytes(new byte[8]))))
                .isFalse();
        assertThat(bench().isEncrypted(phone)).isFalse();

        assertThat(RadioOnBench.result(radio().encrypt(phone, derived))).isTrue();
        assertThat(bench().isEncrypted(phone)).isTrue();
    }

    @Test
    @Tag("DAT-10")
    default void aLinkIsNoLongerEncryptedOnceThePhoneRegistersAnew() {
        Ipei phone = encryptedPhone();

        bench().move(phone, 7);

        await().until(() -> !bench().isEncrypted(phone));
    }

    @Test
    @Tag("DAT-10")
    default void aLinkIsNoLongerEncryptedOnceThePhoneIsSwitchedOff() {
        Ipei phone = encryptedPhone();
        Secret derived = bench().cipherKey(phone);

        bench().power(phone, false);
        bench().power(phone, true);
        await().until(() -> bench().isAttached(phone));

        assertThat(bench().isEncrypted(phone)).isFalse();
        assertThat(RadioOnBench.result(radio().encrypt(phone, derived))).isFalse();
    }

    @Test
    @Tag("DAT-10")
    default void aLinkIsNoLongerEncryptedOnceTheAccessRightsAreTakenBack() {
        Ipei phone = encryptedPhone();

        radio().terminateAccessRights(phone);

        await().until(() -> !bench().isEncrypted(phone));
        assertThat(bench().isAttached(phone)).isFalse();
    }

    private Ipei encryptedPhone() {
        Ipei phone = bench().attachedPhone(HandsetKind.PHONE_600_700);
        assertThat(RadioOnBench.result(radio().encrypt(phone, bench().cipherKey(phone))))
                .isTrue();
        assertThat(bench().isEncrypted(phone)).isTrue();
        return phone;
    }

    @Test
    default void answersAtOnceForAPhoneThatIsOff() {
        Ipei phone = bench().attachedPhone(HandsetKind.PHONE_600_700);
        bench().power(phone, false);

        assertNothingReaches(phone);
    }

    @Test
    default void answersAtOnceForAPhoneThatIsNotKnown() {
        assertNothingReaches(UNKNOWN);
    }

    private void assertNothingReaches(Ipei phone) {
        assertThat(RadioOnBench.result(radio().ask(phone, bench().challenge(Step.KeyType.UAK), LIMIT)))
                .isEqualTo(new Answer.None());
        assertThat(RadioOnBench.result(radio().ask(phone, new Step.KeypadRequest("PIN", 8), LIMIT)))
                .isEqualTo(new Answer.None());
        assertThat(RadioOnBench.result(radio().allocateKey(phone, bench().challenge(Step.KeyType.AC))))
                .isEmpty();
        assertThat(RadioOnBench.result(radio().display(phone, "text"))).isFalse();
        assertThat(RadioOnBench.result(radio().play(phone, 1, Radio.Tone.BUSY))).isFalse();
        assertThat(RadioOnBench.result(radio().untilIdle(phone, LIMIT))).isTrue();
        assertThat(RadioOnBench.result(radio().encrypt(phone, Secret.ofBytes(new byte[8]))))
                .isFalse();
        assertThat(RadioOnBench.result(radio().configure(phone, Map.of("UD_DispLanguage", "de"))))
                .isFalse();
        assertThat(RadioOnBench.result(radio().showUser(phone, "Anna", "1012"))).isFalse();
        assertThat(RadioOnBench.result(radio().showLoginPrompt(phone))).isFalse();
        assertThat(RadioOnBench.result(radio().clearUserData(phone, false))).isFalse();
        assertThat(RadioOnBench.result(radio().suppressRedial(phone))).isFalse();
        radio().release(phone, 1);
        radio().terminateAccessRights(phone);
    }
}
