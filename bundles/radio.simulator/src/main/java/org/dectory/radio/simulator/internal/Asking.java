package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Answer.RejectReason;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;

/** How a phone answers what the system asks: by itself where it can, else by asking its person. */
final class Asking {

    private Asking() {}

    /** Asks, in the mailbox. */
    static void ask(VirtualPhone phone, Step.Question question, Duration limit, CompletableFuture<Answer> answer) {
        Optional<Secret> key = question instanceof Step.Challenge ? findKey(phone) : Optional.empty();
        Optional<Answer> atOnce;
        synchronized (phone) {
            atOnce = atOnce(phone, question, key);
            if (atOnce.isEmpty()) {
                openPrompt(phone, question, limit, answer);
            }
        }
        atOnce.ifPresent(answer::complete);
    }

    /** The key comes from the disk when the phone needs it first. */
    private static Optional<Secret> findKey(VirtualPhone phone) {
        Secret known;
        synchronized (phone) {
            if (!phone.memory.subscribed) {
                return Optional.empty();
            }
            known = phone.key();
        }
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Secret> read = phone.world.keeper().findKey(phone.memory.number);
        synchronized (phone) {
            phone.key(read.orElse(null));
        }
        return read;
    }

    private static Optional<Answer> atOnce(VirtualPhone phone, Step.Question question, Optional<Secret> key) {
        if (!phone.isAnswering()) {
            return Optional.of(new Answer.None());
        }
        if (question instanceof Step.Challenge challenge) {
            return atOnce(phone, challenge, key);
        }
        return phone.kind().isSystemHandset() ? Optional.empty() : rejected(RejectReason.OTHER);
    }

    private static Optional<Answer> atOnce(VirtualPhone phone, Step.Challenge challenge, Optional<Secret> key) {
        Optional<PhoneCipher> cipher = PhoneCipher.find(phone.kind(), challenge);
        if (cipher.isEmpty()) {
            return rejected(RejectReason.ALGORITHM_NOT_SUPPORTED);
        }
        if (key.isEmpty() || !phone.memory.algorithm.equals(challenge.algorithm())) {
            return rejected(RejectReason.KEY_NOT_SUPPORTED);
        }
        return switch (challenge.key()) {
            case AC -> rejected(RejectReason.KEY_NOT_SUPPORTED);
            case UPI -> Optional.empty();
            case UAK ->
                Optional.of(proved(
                        phone, cipher.orElseThrow().answerWithKey(challenge, phone.world.randP(), key.orElseThrow())));
        };
    }

    /** Keeps the cipher key, which the system may ask for later. */
    private static Answer proved(VirtualPhone phone, PhoneCipher.Proof proof) {
        phone.link.cipherKey(proof.cipherKey());
        return proof.response();
    }

    private static Optional<Answer> rejected(RejectReason reason) {
        return Optional.of(new Answer.Rejected(reason));
    }

    private static void openPrompt(
            VirtualPhone phone, Step.Question question, Duration limit, CompletableFuture<Answer> answer) {
        Call call = phone.call();
        Prompt opened = new Prompt(question, answer, call == null ? 0 : call.number, phone.link.isEncrypted());
        phone.openPrompt(opened);
        opened.endsBy(phone.world.after(limit, () -> expire(phone, opened)));
    }

    private static void expire(VirtualPhone phone, Prompt expired) {
        synchronized (phone) {
            phone.closePrompt(expired, new Answer.None());
        }
    }

    /** The person leaves a prompt, with the phone's lock held. */
    static void cancel(VirtualPhone phone, Prompt prompt) {
        phone.closePrompt(prompt, new Answer.Rejected(RejectReason.UPI_NOT_ENTERED));
    }

    /** The person confirms what is typed, with the phone's lock held. */
    static void confirm(VirtualPhone phone, Prompt prompt) {
        char[] typed = prompt.takeTyped();
        phone.closePrompt(prompt, answer(phone, prompt, typed));
        Arrays.fill(typed, '\0');
    }

    /** Digits that were asked for over an encrypted link are not sent in clear, should it have lost its encryption meanwhile. */
    private static Answer answer(VirtualPhone phone, Prompt prompt, char[] typed) {
        if (typed.length == 0) {
            return new Answer.Rejected(RejectReason.UPI_NOT_ENTERED);
        }
        if (!(prompt.question instanceof Step.Challenge challenge)) {
            boolean inClear = prompt.encrypted && !phone.link.isEncrypted();
            return inClear ? new Answer.None() : new Answer.Digits(Secret.of(typed));
        }
        Secret key = phone.key();
        Optional<PhoneCipher> cipher = PhoneCipher.find(phone.kind(), challenge);
        return key == null || cipher.isEmpty()
                ? new Answer.Rejected(RejectReason.KEY_NOT_SUPPORTED)
                : proved(phone, cipher.get().answerWithPin(challenge, phone.world.randP(), key, typed));
    }
}
