package org.dectory.testkit;

import java.time.Duration;
import java.util.Map;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;

/** What a {@link ScriptedRadio} was told to do with a phone. */
public sealed interface RadioCommand {

    /**
     * A key was to be allocated.
     *
     * @param challenge what the phone was asked
     */
    record AllocateKey(Step.Challenge challenge) implements RadioCommand {}

    /**
     * A question was asked.
     *
     * @param question the question
     */
    record Ask(Step.Question question) implements RadioCommand {}

    /**
     * Text was to be shown.
     *
     * @param text the text
     */
    record Display(String text) implements RadioCommand {}

    /**
     * A tone was to be played.
     *
     * @param call in which call
     * @param tone the tone
     */
    record Play(int call, Radio.Tone tone) implements RadioCommand {}

    /**
     * Name and number were to be shown.
     *
     * @param name the name
     * @param number the number
     */
    record ShowUser(String name, String number) implements RadioCommand {}

    /**
     * Somebody waits for the end of the call.
     *
     * @param limit how long
     */
    record UntilIdle(Duration limit) implements RadioCommand {}

    /**
     * The link was to be encrypted.
     *
     * @param cipherKey the key
     */
    record Encrypt(Secret cipherKey) implements RadioCommand {}

    /**
     * Settings were given.
     *
     * @param settings the settings, by key
     */
    record Configure(Map<String, String> settings) implements RadioCommand {}

    /** The login prompt was to be shown. */
    record ShowLoginPrompt() implements RadioCommand {}

    /**
     * The user's data were to be cleared.
     *
     * @param keepLocalDirectory whether the local phone book was to stay
     */
    record ClearUserData(boolean keepLocalDirectory) implements RadioCommand {}

    /** The dialled digits were to stay off the redial list. */
    record SuppressRedial() implements RadioCommand {}

    /**
     * A call was to be ended.
     *
     * @param call the call
     */
    record Release(int call) implements RadioCommand {}

    /** A registration of its location was suggested. */
    record SuggestLocation() implements RadioCommand {}

    /** The access rights were taken back. */
    record TerminateAccessRights() implements RadioCommand {}
}
