package org.dectory.testkit;

import java.time.Duration;
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
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Park;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;

/**
 * A radio for tests of those who give commands: it keeps what each phone was told, shows what the phone would show, and
 * answers as the test says. No time passes in it and it has no thread. Thread-safe.
 *
 * <p>Any phone may be named; it is in reach, of the kind 600/700 and in no call until the test says otherwise. A question
 * without a script waits for {@link #answer}. A key allocation without a script gets no reply.
 */
public final class ScriptedRadio extends RadioScript implements Radio {

    /** What this system broadcasts. */
    public static final Park PARK = Park.ofMachine("1F10009034");

    private ScriptedRadio(boolean manual) {
        super(manual);
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
    public synchronized CompletionStage<Boolean> play(Ipei phone, int call, Tone tone) {
        return completed(phone(phone).play(call, tone));
    }

    @Override
    public synchronized CompletionStage<Boolean> untilIdle(Ipei phone, Duration limit) {
        return phone(phone).untilIdle(limit);
    }

    @Override
    public synchronized CompletionStage<Boolean> encrypt(Ipei phone, Secret cipherKey) {
        return completed(phone(phone).encrypt(cipherKey));
    }

    @Override
    public synchronized CompletionStage<Boolean> configure(Ipei phone, Map<String, String> settings) {
        return completed(phone(phone).configure(settings));
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
    public void release(Ipei phone, int call) {
        List<CompletableFuture<Boolean>> waiting;
        synchronized (this) {
            waiting = phone(phone).release(call);
        }
        waiting.forEach(forIdle -> forIdle.complete(true));
    }

    @Override
    public synchronized void terminateAccessRights(Ipei phone) {
        phone(phone).commands.add(new RadioCommand.TerminateAccessRights());
    }

    @Override
    public synchronized void suggestLocation(Ipei phone) {
        phone(phone).commands.add(new RadioCommand.SuggestLocation());
    }

    private static CompletionStage<Boolean> completed(boolean value) {
        return CompletableFuture.completedFuture(value);
    }
}
