package org.dectory.radio.simulator.internal;

import java.util.List;
import java.util.Optional;
import org.dectory.api.auth.Answer;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.dectory.api.simulator.SimulatedPhone;
import org.jspecify.annotations.Nullable;

/**
 * One phone: what it remembers, where it stands, and what it shows.
 *
 * <p>There are thousands, and most do nothing: what belongs to a call, a prompt or a procedure is an object of its own that
 * goes with it. All state is guarded by the phone's lock, under which nobody outside is called; what concerns the system
 * is posted to the phone's mailbox while the lock is held, so that events come in the order in which they happened.
 */
final class VirtualPhone {

    final Surroundings world;
    final PhoneMemory memory;
    final Link link = new Link();

    private final Ipei ipei;

    private boolean removed;
    private boolean changeToBeTold;
    private int lastCall;
    private boolean noticeOfUser;
    private String notice = "";
    private List<Radio.Tone> lastTones = List.of();

    private @Nullable Secret key;
    private @Nullable Call call;
    private @Nullable Prompt prompt;
    private @Nullable Subscribing subscribing;
    private @Nullable Locating locating;

    VirtualPhone(Ipei ipei, PhoneMemory memory, Surroundings world) {
        this.ipei = ipei;
        this.memory = memory;
        this.world = world;
    }

    Ipei ipei() {
        return ipei;
    }

    HandsetKind kind() {
        return memory.kind;
    }

    /** What is to be written to the disk; empty if the phone is gone. */
    synchronized Optional<String> memoryText() {
        return removed ? Optional.empty() : Optional.of(memory.toText());
    }

    /** What is to be seen and heard. */
    synchronized SimulatedPhone look() {
        return Glance.at(this);
    }

    // State that the procedures share; each is called with the lock held.

    void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalStateException(ipei + ": " + reason);
        }
    }

    /** The person does something: what was shown until then goes. */
    void startAction() {
        requireOn();
        require(!memory.locked, "its keys are locked");
        notice("");
    }

    void requireOn() {
        require(!removed, "is gone");
        require(memory.on, "is switched off");
    }

    void requireInReach() {
        require(memory.subscribed, "is not subscribed");
        require(link.isAttached(), "is out of reach");
    }

    /** Whether the system can ask it something: while its location is being registered, too, but not while it subscribes. */
    boolean isAnswering() {
        return memory.on && !removed && subscribing == null && (link.isAttached() || locating != null);
    }

    /** Something has changed that the phone remembers. */
    void hasChanged() {
        world.keeper().hasChanged(this);
        showsChange();
    }

    /** Something has changed that is seen or heard; changes that come together are told once. */
    void showsChange() {
        if (!changeToBeTold && world.watchers().isWatching()) {
            changeToBeTold = true;
            post(this::tellChange);
        }
    }

    private void tellChange() {
        synchronized (this) {
            changeToBeTold = false;
        }
        world.watchers().tell(ipei);
    }

    void post(Runnable task) {
        world.post(ipei, task);
    }

    /** What it shows while it is idle, until its person does something. */
    String notice() {
        return notice;
    }

    void notice(String text) {
        notice = text;
        noticeOfUser = false;
        showsChange();
    }

    /** Shows something that is for its user alone, and goes with that user. */
    void noticeOfUser(String text) {
        notice(text);
        noticeOfUser = true;
    }

    void clearNoticeOfUser() {
        if (noticeOfUser) {
            notice("");
        }
    }

    /** The tones of the current or last call. */
    List<Radio.Tone> tones() {
        return call == null ? lastTones : call.tones();
    }

    @Nullable
    Call call() {
        return call;
    }

    Call goOffHook() {
        lastCall++;
        Call begun = new Call(lastCall);
        call = begun;
        lastTones = List.of();
        showsChange();
        return begun;
    }

    /** Ends the call, if there is one, and with it what was asked during it. */
    boolean endCall() {
        Call ended = call;
        if (ended == null) {
            return false;
        }
        call = null;
        ended.stopExpecting();
        lastTones = ended.tones();
        showsChange();
        ended.waiting().forEach(waiting -> post(() -> waiting.end(true)));
        if (ended.dialled && !ended.talking && !ended.redialSuppressed) {
            memory.addRedial(ended.digits.toString());
            hasChanged();
        }
        if (prompt != null && prompt.call == ended.number) {
            closePrompt(prompt, new Answer.None());
        }
        return true;
    }

    @Nullable
    Prompt prompt() {
        return prompt;
    }

    /** Opens a prompt in place of the one that was open. */
    void openPrompt(Prompt opened) {
        if (prompt != null) {
            closePrompt(prompt, new Answer.None());
        }
        prompt = opened;
        showsChange();
    }

    /** Closes a prompt, unless another is there already; its answer goes out through the mailbox. */
    void closePrompt(Prompt closed, Answer answer) {
        if (prompt == closed) {
            prompt = null;
            closed.close();
            showsChange();
            post(() -> closed.answer.complete(answer));
        }
    }

    @Nullable
    Subscribing subscribing() {
        return subscribing;
    }

    void subscribing(@Nullable Subscribing procedure) {
        subscribing = procedure;
    }

    @Nullable
    Locating locating() {
        return locating;
    }

    /** A link that was encrypted is not, once the phone registers anew. */
    void locating(@Nullable Locating procedure) {
        locating = procedure;
        if (procedure != null) {
            link.endEncryption();
        }
    }

    /** Out of reach at once: call and prompt end. */
    void loseContact() {
        if (endCall()) {
            post(() -> world.owners().hook(ipei, false));
        }
        if (prompt != null) {
            closePrompt(prompt, new Answer.None());
        }
        link.lose();
        showsChange();
    }

    /** Switched off, or without a system: all that was under way ends. */
    void detach() {
        loseContact();
        abandonAll();
    }

    void remove() {
        removed = true;
        memory.on = false;
        detach();
    }

    /** The radio stops: whoever waits for the phone learns that nothing comes. */
    void abandonAll() {
        if (prompt != null) {
            closePrompt(prompt, new Answer.None());
        }
        if (locating != null) {
            locating.abandon();
        }
        if (subscribing != null) {
            subscribing.abandon();
        }
        if (call != null) {
            call.stopExpecting();
            call.waiting().forEach(waiting -> post(() -> waiting.end(false)));
        }
    }

    boolean isRemoved() {
        return removed;
    }

    /** The phone's key as far as it is in memory. */
    @Nullable
    Secret key() {
        return key;
    }

    void key(@Nullable Secret known) {
        key = known;
    }
}
