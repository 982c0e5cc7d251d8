package org.dectory.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;

/** What a test arranges at a {@link ScriptedRadio} beforehand, and looks at afterwards. Thread-safe. */
public abstract sealed class RadioScript permits ScriptedRadio {

    final Mailboxes mailboxes;
    boolean subscriptionAllowed;

    private final Map<Ipei, ScriptedPhone> phones = new HashMap<>();

    RadioScript(boolean manual) {
        mailboxes = new Mailboxes(manual);
    }

    // What the test arranges

    /**
     * Says what a handset can do.
     *
     * @param phone the phone
     * @param kind what it can do
     */
    public final synchronized void ofKind(Ipei phone, HandsetKind kind) {
        phone(phone).kind = kind;
    }

    /**
     * Takes a phone out of reach, or back; its call, what it was asked and the encryption of its link end with it.
     *
     * @param phone the phone
     * @param inReach which of the two
     */
    public final void inReach(Ipei phone, boolean inReach) {
        Optional<CompletableFuture<Answer>> asked = Optional.empty();
        List<CompletableFuture<Boolean>> waiting = List.of();
        synchronized (this) {
            phone(phone).inReach = inReach;
            if (!inReach) {
                asked = phone(phone).takeAsked();
                waiting = phone(phone).endCall();
                phone(phone).encrypted = false;
            }
        }
        asked.ifPresent(question -> question.complete(new Answer.None()));
        waiting.forEach(forIdle -> forIdle.complete(true));
    }

    /**
     * Begins a call, so that tones are heard and text is seen on any handset.
     *
     * @param phone the phone
     * @param call the call
     */
    public final synchronized void inCall(Ipei phone, int call) {
        phone(phone).call = Optional.of(call);
    }

    /**
     * The person hangs up: the call ends, and those who wait for that go on.
     *
     * @param phone the phone
     */
    public final void hangUp(Ipei phone) {
        List<CompletableFuture<Boolean>> waiting;
        synchronized (this) {
            waiting = phone(phone).endCall();
        }
        waiting.forEach(forIdle -> forIdle.complete(true));
    }

    /**
     * The time of those who wait for the end of a phone's call is over.
     *
     * @param phone the phone
     */
    public final void endPatience(Ipei phone) {
        List<CompletableFuture<Boolean>> waiting;
        synchronized (this) {
            waiting = phone(phone).takeWaiting();
        }
        waiting.forEach(forIdle -> forIdle.complete(false));
    }

    /**
     * Says whether a phone derived the same cipher key as the system; until then it did.
     *
     * @param phone the phone
     * @param same which of the two
     */
    public final synchronized void ciphering(Ipei phone, boolean same) {
        phone(phone).sameCipherKey = same;
    }

    /**
     * Answers each question at once.
     *
     * @param phone the phone
     * @param script gives the answer
     */
    public final synchronized void answering(Ipei phone, Function<Step.Question, Answer> script) {
        phone(phone).script = Optional.of(script);
    }

    /**
     * Replies to each key allocation at once.
     *
     * @param phone the phone
     * @param script gives the reply; empty if the phone refuses
     */
    public final synchronized void allocating(
            Ipei phone, Function<Step.Challenge, Optional<KeyAllocator.Reply>> script) {
        phone(phone).allocation = script;
    }

    /**
     * Answers the question that waits.
     *
     * @param phone the phone
     * @param answer the answer; {@link Answer.None} as if the time were over
     * @throws IllegalStateException if no question waits
     */
    public final void answer(Ipei phone, Answer answer) {
        Optional<CompletableFuture<Answer>> asked;
        synchronized (this) {
            asked = phone(phone).takeAsked();
        }
        asked.orElseThrow(() -> new IllegalStateException(phone + ": no question waits"))
                .complete(answer);
    }

    /**
     * Runs all mailboxes until nothing waits in them.
     *
     * @return how many tasks ran
     */
    public final int runMailboxes() {
        return mailboxes.runAll();
    }

    // What the test looks at

    /**
     * All that a phone was told, in or out of reach.
     *
     * @param phone the phone
     * @return the commands, in order
     */
    public final synchronized List<RadioCommand> commands(Ipei phone) {
        return List.copyOf(phone(phone).commands);
    }

    /**
     * The commands of one sort.
     *
     * @param phone the phone
     * @param sort the sort
     * @param <T> the sort
     * @return the commands, in order
     */
    public final <T extends RadioCommand> List<T> commands(Ipei phone, Class<T> sort) {
        return commands(phone).stream().filter(sort::isInstance).map(sort::cast).toList();
    }

    /**
     * The tones that a phone was told to play.
     *
     * @param phone the phone
     * @return the tones, in order
     */
    public final List<Radio.Tone> tones(Ipei phone) {
        return commands(phone, RadioCommand.Play.class).stream()
                .map(RadioCommand.Play::tone)
                .toList();
    }

    /**
     * The text that a phone shows: what was displayed last, until its call ends.
     *
     * @param phone the phone
     * @return the text; empty if none
     */
    public final synchronized String displayed(Ipei phone) {
        return phone(phone).text;
    }

    /**
     * Whose a phone is, as it shows.
     *
     * @param phone the phone
     * @return name and number; empty if the login prompt is there instead, or nothing yet
     */
    public final synchronized Optional<RadioCommand.ShowUser> shownUser(Ipei phone) {
        return phone(phone).user;
    }

    /**
     * Whether a phone shows the login prompt, or would when it goes off hook.
     *
     * @param phone the phone
     * @return whether the prompt was the last of prompt and user
     */
    public final synchronized boolean isLoginPromptShown(Ipei phone) {
        return phone(phone).loginPrompt;
    }

    /**
     * The question that waits for {@link #answer}.
     *
     * @param phone the phone
     * @return the question, if one waits
     */
    public final synchronized Optional<Step.Question> pendingQuestion(Ipei phone) {
        return phone(phone).question;
    }

    /**
     * Whether a phone is in a call.
     *
     * @param phone the phone
     * @return whether a call has begun and not been released
     */
    public final synchronized boolean isInCall(Ipei phone) {
        return phone(phone).call.isPresent();
    }

    /**
     * Whether the link to a phone is encrypted.
     *
     * @param phone the phone
     * @return whether it was encrypted and the phone was in reach since
     */
    public final synchronized boolean isEncrypted(Ipei phone) {
        return phone(phone).encrypted;
    }

    /**
     * The settings that a phone took.
     *
     * @param phone the phone
     * @return the settings, by key
     */
    public final synchronized Map<String, String> settings(Ipei phone) {
        return Map.copyOf(phone(phone).settings);
    }

    /**
     * Whether phones are told that they may ask for access rights.
     *
     * @return the last word
     */
    public final synchronized boolean isSubscriptionAllowed() {
        return subscriptionAllowed;
    }

    final ScriptedPhone phone(Ipei phone) {
        return phones.computeIfAbsent(phone, unused -> new ScriptedPhone());
    }
}
