package org.dectory.testkit;

import java.time.Duration;
import java.util.ArrayList;
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
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;

/** What a {@link ScriptedRadio} knows of one phone. Guarded by the radio's lock. */
final class ScriptedPhone {

    final List<RadioCommand> commands = new ArrayList<>();

    HandsetKind kind = HandsetKind.PHONE_600_700;
    boolean inReach = true;
    Optional<Integer> call = Optional.empty();
    Optional<Function<Step.Question, Answer>> script = Optional.empty();
    Function<Step.Challenge, Optional<KeyAllocator.Reply>> allocation = unused -> Optional.empty();

    boolean sameCipherKey = true;

    String text = "";
    boolean encrypted;
    final Map<String, String> settings = new HashMap<>();
    Optional<RadioCommand.ShowUser> user = Optional.empty();
    boolean loginPrompt;
    Optional<Step.Question> question = Optional.empty();

    private Optional<CompletableFuture<Answer>> asked = Optional.empty();
    private List<CompletableFuture<Boolean>> waiting = List.of();

    CompletableFuture<Answer> keepQuestion(Step.Question kept) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        question = Optional.of(kept);
        asked = Optional.of(answer);
        return answer;
    }

    Optional<CompletableFuture<Answer>> takeAsked() {
        Optional<CompletableFuture<Answer>> taken = asked;
        question = Optional.empty();
        asked = Optional.empty();
        return taken;
    }

    boolean display(String shown) {
        commands.add(new RadioCommand.Display(shown));
        boolean can = inReach && (kind.isSystemHandset() || call.isPresent());
        if (can) {
            text = shown;
        }
        return can;
    }

    boolean play(int number, Radio.Tone tone) {
        commands.add(new RadioCommand.Play(number, tone));
        return inReach && isIn(number);
    }

    private boolean isIn(int number) {
        return call.filter(current -> current == number).isPresent();
    }

    CompletableFuture<Boolean> untilIdle(Duration limit) {
        commands.add(new RadioCommand.UntilIdle(limit));
        if (!inReach || call.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        if (limit.isZero()) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> idle = new CompletableFuture<>();
        List<CompletableFuture<Boolean>> longer = new ArrayList<>(waiting);
        longer.add(idle);
        waiting = longer;
        return idle;
    }

    List<CompletableFuture<Boolean>> takeWaiting() {
        List<CompletableFuture<Boolean>> taken = waiting;
        waiting = List.of();
        return taken;
    }

    boolean encrypt(Secret cipherKey) {
        commands.add(new RadioCommand.Encrypt(Secret.ofBytes(cipherKey.bytes())));
        encrypted = encrypted || (inReach && sameCipherKey);
        return inReach && sameCipherKey;
    }

    boolean configure(Map<String, String> changes) {
        boolean can = onSystemHandset(new RadioCommand.Configure(Map.copyOf(changes)));
        if (can) {
            settings.putAll(changes);
            settings.values().removeIf(String::isEmpty);
        }
        return can;
    }

    boolean showUser(RadioCommand.ShowUser shown) {
        boolean can = onSystemHandset(shown);
        loginPrompt &= !inReach;
        if (can) {
            user = Optional.of(shown);
        }
        return can;
    }

    boolean showLoginPrompt() {
        boolean can = onSystemHandset(new RadioCommand.ShowLoginPrompt());
        if (inReach) {
            loginPrompt = true;
            user = Optional.empty();
        }
        return can;
    }

    /** Carries out what only the 600 and 700 series can do. */
    boolean onSystemHandset(RadioCommand command) {
        commands.add(command);
        return inReach && kind.isSystemHandset();
    }

    List<CompletableFuture<Boolean>> release(int released) {
        commands.add(new RadioCommand.Release(released));
        return isIn(released) ? endCall() : List.of();
    }

    /** Ends the call; whoever waits for that is told by the caller, outside the lock. */
    List<CompletableFuture<Boolean>> endCall() {
        if (call.isPresent()) {
            text = "";
        }
        call = Optional.empty();
        return takeWaiting();
    }
}
