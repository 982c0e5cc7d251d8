package org.dectory.radio.simulator.internal;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.time.Scheduler;
import org.dectory.dsaa.AuthenticationKeys;
import org.jspecify.annotations.Nullable;

/** What a phone asks its person to type. Guarded by its phone's lock. */
final class Prompt {

    final Step.Question question;
    final CompletableFuture<Answer> answer;

    /** The call during which it was opened; 0 if there is none. */
    final int call;

    /** Whether the link was encrypted when it was opened: then what is typed goes over no other. */
    final boolean encrypted;

    private final char[] typed;
    private int length;
    private Scheduler.@Nullable Appointment end;

    Prompt(Step.Question question, CompletableFuture<Answer> answer, int call, boolean encrypted) {
        this.question = question;
        this.answer = answer;
        this.call = call;
        this.encrypted = encrypted;
        typed = new char
                [question instanceof Step.KeypadRequest request
                        ? Math.min(32, Math.max(1, request.maxDigits()))
                        : AuthenticationKeys.MAX_DIGITS];
    }

    void endsBy(Scheduler.Appointment appointment) {
        end = appointment;
    }

    /** What it says; to a user authentication the phone itself asks for the PIN. */
    String text() {
        return question instanceof Step.KeypadRequest request ? request.prompt() : "PIN";
    }

    /** A star for each digit. */
    String hidden() {
        return "*".repeat(length);
    }

    /** Takes a digit; passes over one too many. */
    void type(char digit) {
        if (length < typed.length) {
            typed[length] = digit;
            length++;
        }
    }

    /** The digits, which the caller wipes. */
    char[] takeTyped() {
        char[] digits = Arrays.copyOf(typed, length);
        close();
        return digits;
    }

    void close() {
        Arrays.fill(typed, '\0');
        length = 0;
        if (end != null) {
            end.cancel();
            end = null;
        }
    }
}
