package org.dectory.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Park;
import org.dectory.api.radio.Radio;

/**
 * A radio for tests of those who give commands: it keeps what each phone was told, shows what the phone would show, and
 * answers as the test says. No time passes in it and it has no thread. Thread-safe.
 *
 * <p>Any phone may be named; it is in reach, of the kind 600/700 and in no call until the test says otherwise. A question
 * without a script waits for {@link #answer}. A key allocation without a script gets no reply.
 */
public final class ScriptedRadio implements Radio {

    /** What this system broadcasts. */
    public static final Park PARK = Park.ofMachine("1F10009034");

    private final Mailboxes mailboxes;
    private final Map<Ipei, ScriptedPhone> phones = new HashMap<>();
    private boolean subscriptionAllowed;

    private ScriptedRadio(boolean manual) {
        mailboxes = new Mailboxes(manual);
    }

    /**
     * A radio whose mailboxes run each task at once, in the thread that brings it.
     *
     * @return the radio
     */
    public static ScriptedRadio inline() {
        return new ScriptedRadio(false);
    }

    /**
     * A radio whose mailboxes run in {@link #runMailboxes()} only.
     *
     * @return the radio
     */
    public static ScriptedRadio manual() {
        return new ScriptedRadio(true);
    }

    // What the test arranges

    /**
     * Says what a handset can do.
     *
     * @param phone the phone
     * @param kind what it can do
     * @return this radio
     */
    public synchronized ScriptedRadio ofKind(Ipei phone, HandsetKind kind) {
        phone(phone).kind = kind;
        return this;
    }

    /**
     * Takes a phone out of reach, or back; what it was asked gets no answer.
     *
     * @param phone the phone
     * @param inReach which of the two
     * @return this radio
     */
    public ScriptedRadio inReach(Ipei phone, boolean inReach) {
        Optional<CompletableFuture<Answer>> asked;
        synchronized (this) {
            phone(phone).inReach = inReach;
            asked = inReach ? Optional.empty() : phone(phone).takeAsked();
        }
        asked.ifPresent(waiting -> waiting.complete(new Answer.None()));
        return this;
    }

    /**
     * Begins a call, so that tones are heard and text is seen on any handset.
     *
     * @param phone the phone
     * @param call the call
     * @return this radio
     */
    public synchronized ScriptedRadio inCall(Ipei phone, int call) {
        phone(phone).call = Optional.of(call);
        return this;
    }

    /**
     * Answers each question at once.
     *
     * @param phone the phone
     * @param script gives the answer
     * @return this radio
     */
    public synchronized ScriptedRadio answering(Ipei phone, Function<Step.Question, Answer> script) {
        phone(phone).script = Optional.of(script);
        return this;
    }

    /**
     * Replies to each key allocation at once.
     *
     * @param phone the phone
     * @param script gives the reply; empty if the phone refuses
     * @return this radio
     */
    public synchronized ScriptedRadio allocating(
            Ipei phone, Function<Step.Challenge, Optional<KeyAllocator.Reply>> script) {
        phone(phone).allocation = script;
        return this;
    }

    /**
     * Answers the question that waits.
     *
     * @param phone the phone
     * @param answer the answer; {@link Answer.None} as if the time were over
     * @throws IllegalStateException if no question waits
     */
    public void answer(Ipei phone, Answer answer) {
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
    public int runMailboxes() {
        return mailboxes.runAll();
    }

    // What the test looks at

    /**
     * All that a phone was told, in or out of reach.
     *
     * @param phone the phone
     * @return the commands, in order
     */
    public synchronized List<RadioCommand> commands(Ipei phone) {
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
    public <T extends RadioCommand> List<T> commands(Ipei phone, Class<T> sort) {
        return commands(phone).stream().filter(sort::isInstance).map(sort::cast).toList();
    }

    /**
     * The tones that a phone was told to play.
     *
     * @param phone the phone
     * @return the tones, in order
     */
    public List<Tone> tones(Ipei phone) {
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
    public synchronized String displayed(Ipei phone) {
        return phone(phone).text;
    }

    /**
     * Whose a phone is, as it shows.
     *
     * @param phone the phone
     * @return name and number; empty if the login prompt is there instead, or nothing yet
     */
    public synchronized Optional<RadioCommand.ShowUser> shownUser(Ipei phone) {
        return phone(phone).user;
    }

    /**
     * Whether a phone shows the login prompt, or would when it goes off hook.
     *
     * @param phone the phone
     * @return whether the prompt was the last of prompt and user
     */
    public synchronized boolean isLoginPromptShown(Ipei phone) {
        return phone(phone).loginPrompt;
    }

    /**
     * The question that waits for {@link #answer}.
     *
     * @param phone the phone
     * @return the question, if one waits
     */
    public synchronized Optional<Step.Question> pendingQuestion(Ipei phone) {
        return phone(phone).question;
    }

    /**
     * Whether a phone is in a call.
     *
     * @param phone the phone
     * @return whether a call has begun and not been released
     */
    public synchronized boolean isInCall(Ipei phone) {
        return phone(phone).call.isPresent();
    }

    /**
     * Whether phones are told that they may ask for access rights.
     *
     * @return the last word
     */
    public synchronized boolean isSubscriptionAllowed() {
        return subscriptionAllowed;
    }

    // Radio

    @Override
    public Executor mailbox(Ipei phone) {
        return mailboxes.of(phone);
    }

    @Override
    public Park park() {
        return PARK;
    }

    @Override
    public synchronized void allowSubscription(boolean allowed) {
        subscriptionAllowed = allowed;
    }

    @Override
    public CompletionStage<Optional<KeyAllocator.Reply>> allocateKey(Ipei phone, Step.Challenge challenge) {
        Function<Step.Challenge, Optional<KeyAllocator.Reply>> script;
        synchronized (this) {
            phone(phone).commands.add(new RadioCommand.AllocateKey(challenge));
            script = phone(phone).inReach ? phone(phone).allocation : unused -> Optional.empty();
        }
        return CompletableFuture.completedFuture(script.apply(challenge));
    }

    @Override
    public CompletionStage<Answer> ask(Ipei phone, Step.Question question, Duration limit) {
        Optional<Function<Step.Question, Answer>> script;
        synchronized (this) {
            ScriptedPhone asked = phone(phone);
            asked.commands.add(new RadioCommand.Ask(question));
            if (!asked.inReach) {
                return CompletableFuture.completedFuture(new Answer.None());
            }
            if (asked.script.isEmpty()) {
                return asked.keepQuestion(question);
            }
            script = asked.script;
        }
        return CompletableFuture.completedFuture(script.orElseThrow().apply(question));
    }

    @Override
    public synchronized CompletionStage<Boolean> display(Ipei phone, String text) {
        return completed(phone(phone).display(text));
    }

    @Override
    public synchronized CompletionStage<Boolean> play(Ipei phone, Tone tone) {
        return completed(phone(phone).play(tone));
    }

    @Override
    public synchronized CompletionStage<Boolean> showUser(Ipei phone, String name, String number) {
        return completed(phone(phone).showUser(new RadioCommand.ShowUser(name, number)));
    }

    @Override
    public synchronized CompletionStage<Boolean> showLoginPrompt(Ipei phone) {
        return completed(phone(phone).showLoginPrompt());
    }

    @Override
    public synchronized CompletionStage<Boolean> clearUserData(Ipei phone, boolean keepLocalDirectory) {
        return completed(phone(phone).onSystemHandset(new RadioCommand.ClearUserData(keepLocalDirectory)));
    }

    @Override
    public synchronized CompletionStage<Boolean> suppressRedial(Ipei phone) {
        return completed(phone(phone).onSystemHandset(new RadioCommand.SuppressRedial()));
    }

    @Override
    public synchronized void release(Ipei phone, int call) {
        phone(phone).release(call);
    }

    @Override
    public synchronized void terminateAccessRights(Ipei phone) {
        phone(phone).commands.add(new RadioCommand.TerminateAccessRights());
    }

    private ScriptedPhone phone(Ipei phone) {
        return phones.computeIfAbsent(phone, unused -> new ScriptedPhone());
    }

    private static CompletionStage<Boolean> completed(boolean value) {
        return CompletableFuture.completedFuture(value);
    }
}
