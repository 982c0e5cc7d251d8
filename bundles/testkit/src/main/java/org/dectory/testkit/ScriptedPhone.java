package org.dectory.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.radio.Radio;

/** What a {@link ScriptedRadio} knows of one phone. Guarded by the radio's lock. */
final class ScriptedPhone {

    final List<RadioCommand> commands = new ArrayList<>();

    HandsetKind kind = HandsetKind.PHONE_600_700;
    boolean inReach = true;
    Optional<Integer> call = Optional.empty();
    Optional<Function<Step.Question, Answer>> script = Optional.empty();
    Function<Step.Challenge, Optional<KeyAllocator.Reply>> allocation = unused -> Optional.empty();

    String text = "";
    Optional<RadioCommand.ShowUser> user = Optional.empty();
    boolean loginPrompt;
    Optional<Step.Question> question = Optional.empty();

    private Optional<CompletableFuture<Answer>> asked = Optional.empty();

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

    boolean play(Radio.Tone tone) {
        commands.add(new RadioCommand.Play(tone));
        return inReach && call.isPresent();
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

    void release(int released) {
        commands.add(new RadioCommand.Release(released));
        if (call.filter(current -> current == released).isPresent()) {
            call = Optional.empty();
            text = "";
        }
    }
}
