package org.dectory.api.radio;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Park;
import org.dectory.api.identity.Secret;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A driver of the air interface. One driver is there at a time.
 *
 * <p><b>Events.</b> The driver delivers each event of a phone to its one owner, which it references as a service:
 * {@link AccessRightsHandler}, {@link CallHandler}, {@link PhoneHandler}, {@link EmergencyHandler}. Events of one phone
 * arrive in order and one at a time, in the phone's mailbox; phones do not wait for each other. An owner that is not
 * there refuses: access rights and location are rejected, a call gets the busy tone, the rest is dropped with a line in
 * the log.
 *
 * <p><b>Threads.</b> A mailbox is run by a small bounded pool, so that thousands of waiting phones cost no thread. No
 * handler blocks. What an owner does later for a phone, it does in {@link #mailbox(Ipei)}, too.
 *
 * <p><b>Commands</b> never block and are carried out in the order in which they were given for a phone. A stage completes
 * in no particular thread; for a phone out of reach it completes at once, or at the time limit, with the value that says
 * so and never exceptionally. A driver sees no authentication code, no lasting key and no PIN, but the digits of
 * {@link Step.KeypadRequest} and the cipher key of a link.
 */
@ConsumerType
public interface Radio {

    /**
     * The executor that runs what concerns one phone, serially and in order.
     *
     * @param phone the phone, known to the driver or not
     * @return its mailbox
     */
    Executor mailbox(Ipei phone);

    /**
     * The access rights identity that this system broadcasts.
     *
     * @return the PARK
     */
    Park park();

    /**
     * Tells phones whether they may ask for access rights (broadcast attribute a44: EN 300 175-5, annex F.1).
     *
     * @param allowed whether subscription is open
     */
    void allowSubscription(boolean allowed);

    /**
     * Allocates a key (KEY-ALLOCATE) within an access rights procedure.
     *
     * @param phone the phone
     * @param challenge RAND_F and RS
     * @return the phone's reply; empty if it did not answer within 10 s (timer MM_key.1) or refused
     */
    CompletionStage<Optional<KeyAllocator.Reply>> allocateKey(Ipei phone, Step.Challenge challenge);

    /**
     * Asks a phone a question of an authenticator.
     *
     * @param phone the phone
     * @param question the question
     * @param limit how long to wait: 10 s for the phone alone (timer MM_auth.1), 100 s for a person (MM_auth.2)
     * @return the answer; {@link Answer.None} after the limit, and instead of digits that were asked for over an encrypted link
     *     if it is not encrypted any more
     */
    CompletionStage<Answer> ask(Ipei phone, Step.Question question, Duration limit);

    /**
     * Shows text on a phone.
     *
     * @param phone the phone
     * @param text the text; lines are parted by {@code \n}; the driver cuts what does not fit
     * @return whether the phone shows it; a GAP phone that is idle cannot
     */
    CompletionStage<Boolean> display(Ipei phone, String text);

    /**
     * Plays a tone in a call, and in no other: a tone that comes late does not sound in the next call.
     *
     * @param phone the phone
     * @param call the call, as {@link CallHandler.CallSetup} named it
     * @param tone the tone
     * @return whether the phone is in that call
     */
    CompletionStage<Boolean> play(Ipei phone, int call, Tone tone);

    /**
     * Waits until a phone is in no call, neither one that it set up nor one with somebody outside.
     *
     * @param phone the phone
     * @param limit how long to wait; zero to be told at once whether it is in a call now
     * @return completes with true as soon as it is in no call, at once for a phone out of reach; with false after the
     *     limit. A driver that cannot tell says true at once
     */
    default CompletionStage<Boolean> untilIdle(Ipei phone, Duration limit) {
        return CompletableFuture.completedFuture(true);
    }

    /**
     * Encrypts the link to a phone (CIPHER-REQUEST: EN 300 175-5, clause 13.8). It stays so until the phone detaches, is
     * switched off or registers its location anew.
     *
     * @param phone the phone
     * @param cipherKey the key that the system derived in the last authentication of the phone (DCK); a copy is taken
     * @return whether the link is encrypted: only if the phone derived the same key. A driver that cannot encrypt says
     *     false
     */
    default CompletionStage<Boolean> encrypt(Ipei phone, Secret cipherKey) {
        return CompletableFuture.completedFuture(false);
    }

    /**
     * Gives a phone settings of its user: a setting that is named takes the given value, an empty value takes the setting
     * away, one that is not named stays as it is.
     *
     * @param phone the phone
     * @param settings values by key, such as those of {@link PhoneSetting}; unknown keys are passed on to the phone. No
     *     secret is among them
     * @return whether the phone took them; GAP phones and the 142d take none
     */
    default CompletionStage<Boolean> configure(Ipei phone, Map<String, String> settings) {
        return CompletableFuture.completedFuture(false);
    }

    /**
     * Makes a phone a user's: its name and number appear, and its login prompt goes. Does nothing on handsets whose name
     * and number cannot be set.
     *
     * @param phone the phone
     * @param name the name; may be empty
     * @param number the number
     * @return whether the phone shows them
     */
    CompletionStage<Boolean> showUser(Ipei phone, String name, String number);

    /**
     * Makes a phone nobody's: the login prompt appears, at once or, on handsets without an idle display, when they go off
     * hook.
     *
     * @param phone the phone
     * @return whether the phone shows it now
     */
    CompletionStage<Boolean> showLoginPrompt(Ipei phone);

    /**
     * Clears what a user leaves behind: messages and their icon, received calls, caller list, redial and other local lists,
     * the settings of {@link #configure} and what the user changed, with call forwarding and its icon, a key lock that is
     * on, and the local phone book. The phone's own configuration stays: it counts again where the user's settings covered it.
     *
     * @param phone the phone
     * @param keepLocalDirectory whether the local phone book stays
     * @return whether the phone did it; GAP phones and the 142d clear nothing
     */
    CompletionStage<Boolean> clearUserData(Ipei phone, boolean keepLocalDirectory);

    /**
     * Keeps what was dialled in this call off the phone's redial list.
     *
     * @param phone the phone
     * @return whether the phone can do it
     */
    CompletionStage<Boolean> suppressRedial(Ipei phone);

    /**
     * Ends a call; does nothing if it has ended.
     *
     * @param phone the phone
     * @param call the call, as {@link CallHandler.CallSetup} named it
     */
    void release(Ipei phone, int call);

    /**
     * Takes the access rights of a phone back (ACCESS-RIGHTS-TERMINATE). A phone that is off does not learn of it.
     *
     * @param phone the phone
     */
    void terminateAccessRights(Ipei phone);

    /**
     * Suggests to a phone that was not let in that it registers its location once more (MM-INFO-SUGGEST): what was missing here is there
     * again. Does nothing for a phone that is in reach, off, or without access rights. Many phones at once take turns; a phone whose
     * driver cannot suggest it tries again in its own time.
     *
     * @param phone the phone
     */
    default void suggestLocation(Ipei phone) {}

    /** Tones. How they sound is the phone's or the driver's business; see the Javadoc of each. */
    enum Tone {
        /** A low tone, then a high one: what was dialled is understood (SIGNAL 05 hex, confirm). */
        POSITIVE_ACKNOWLEDGEMENT,
        /** What was dialled is refused (SIGNAL 09 hex). */
        NEGATIVE_ACKNOWLEDGEMENT,
        /** What was dialled leads nowhere (SIGNAL 04 hex). */
        BUSY
    }
}
