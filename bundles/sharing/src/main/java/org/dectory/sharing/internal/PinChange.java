package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Step;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.radio.Radio;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the user of a 600/700 choose another PIN there.
 *
 * <p>The digits of the new PIN cross the air, unlike those of the old one. So they are asked for only after the link has been
 * encrypted with the key that the proof of the old PIN gave; where the link is not to be encrypted, nothing is asked at all.
 */
@Component(
        name = "org.dectory.sharing.pinchange",
        service = PinChange.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PinChange {

    /** How long a person may take to type: as long as for the PIN itself, timer MM_auth.2 (EN 300 175-5, annex A). */
    private static final Duration PERSON_LIMIT = Duration.ofSeconds(100);

    private static final Step.Question NEW_PIN = new Step.KeypadRequest("New PIN", NewPin.MAX_DIGITS);
    private static final Step.Question ONCE_MORE = new Step.KeypadRequest("Repeat new PIN", NewPin.MAX_DIGITS);

    private static final Logger logger = LoggerFactory.getLogger(PinChange.class);

    private final Store store;
    private final Radio radio;
    private final PinProof proof;
    private final Phones phones;

    /** Takes the services. */
    @Activate
    public PinChange(
            @Reference Store store, @Reference Radio radio, @Reference PinProof proof, @Reference Phones phones) {
        this.store = store;
        this.radio = radio;
        this.proof = proof;
        this.phones = phones;
    }

    /**
     * Changes the PIN of whoever has the phone. In the phone's mailbox.
     *
     * @param chosen the phone, with no digits
     * @return what the phone is to show; completes when a change is durable
     */
    CompletionStage<FacAction.Result> perform(Dialled chosen) {
        return phones.exclusively(chosen.device().ipei(), () -> begin(chosen));
    }

    private CompletionStage<FacAction.Result> begin(Dialled chosen) {
        Ipei phone = chosen.device().ipei();
        if (!chosen.kind().isSystemHandset()) {
            return completedStage(Notice.PHONE_CANNOT.result());
        }
        Optional<User> user = store.read(view -> findUser(view, chosen.device().id()));
        if (user.isEmpty()) {
            return completedStage(Notice.NOBODY_LOGGED_IN.result());
        }
        Person person = new Person(chosen.device().id(), phone, user.get().id());
        Optional<Notice> obstacle = store.read(person::findObstacle);
        if (obstacle.isPresent()) {
            return completedStage(obstacle.get().result());
        }
        return proof.prove(Attempt.Purpose.PIN_CHANGE, chosen, user.get())
                .thenComposeAsync(proved -> judge(person, proved), radio.mailbox(phone));
    }

    private static Optional<User> findUser(StoreView view, DeviceId device) {
        return view.findRelation(device).map(Relation::user).flatMap(view::findUser);
    }

    private CompletionStage<FacAction.Result> judge(Person person, Proof proved) {
        if (proved instanceof Proof.Denied denied) {
            return completedStage(denied.result());
        }
        Optional<Secret> cipherKey = ((Proof.Given) proved).cipherKey();
        if (cipherKey.isEmpty()) {
            return completedStage(Notice.LINK_NOT_ENCRYPTED.result());
        }
        return choose(person, cipherKey.get())
                .whenComplete((notice, failure) -> cipherKey.get().close())
                .thenApply(notice -> {
                    logger.info("PIN change of user {} at {}: {}", person.user().uid(), person.phone(), notice);
                    return notice.result();
                });
    }

    /** Has the new PIN typed twice and keeps it. */
    private CompletionStage<Notice> choose(Person person, Secret cipherKey) {
        return askEncrypted(person, NEW_PIN, cipherKey).thenCompose(first -> {
            Optional<Notice> fault = first.fault().or(() -> first.pin().flatMap(NewPin::findFault));
            if (fault.isPresent()) {
                return first.end(completedStage(fault.get()));
            }
            return first.end(askEncrypted(person, ONCE_MORE, cipherKey)
                    .thenCompose(second -> second.end(compareAndKeep(person, first, second))));
        });
    }

    private CompletionStage<Notice> compareAndKeep(Person person, Typed first, Typed second) {
        if (second.fault().isPresent()) {
            return completedStage(second.fault().get());
        }
        if (!first.pin().equals(second.pin())) {
            return completedStage(Notice.NEW_PINS_DIFFER);
        }
        return store.write(
                Actor.phone(person.phone()), tx -> person.keep(tx, first.pin().orElseThrow()));
    }

    /** Encrypts anew before each question: a phone that was switched off or carried away meanwhile speaks in clear again. */
    private CompletionStage<Typed> askEncrypted(Person person, Step.Question question, Secret cipherKey) {
        Executor mailbox = radio.mailbox(person.phone());
        return radio.encrypt(person.phone(), cipherKey)
                .thenComposeAsync(
                        encrypted -> encrypted
                                ? radio.ask(person.phone(), question, PERSON_LIMIT)
                                        .thenApply(Typed::of)
                                : completedStage(Typed.nothing(Notice.LINK_NOT_ENCRYPTED)),
                        mailbox)
                .thenApplyAsync(typed -> typed, mailbox);
    }

    /**
     * Whose PIN is changed, and where.
     *
     * @param device the device
     * @param phone the same
     * @param user who is logged in there or has it for good
     */
    private record Person(DeviceId device, Ipei phone, UserId user) {

        /** Why the PIN cannot be changed, if so. */
        Optional<Notice> findObstacle(StoreView view) {
            Optional<Device> now = view.findDevice(device);
            Optional<User> bound =
                    findUser(view, device).filter(known -> known.id().equals(user));
            if (now.isEmpty() || bound.isEmpty()) {
                return Optional.of(Notice.NOBODY_LOGGED_IN);
            }
            if (now.get().subscription() != Device.SubscriptionState.SUBSCRIBED) {
                return Optional.of(Notice.NOT_SUBSCRIBED);
            }
            if (view.secretKinds(SecretOwner.of(user)).contains(SecretKind.SERVER_PASSWORD)) {
                return Optional.of(Notice.PIN_OF_SERVER);
            }
            if (UserData.of(view, bound.get()).isTrue(UserDataKey.PIN_DEL)) {
                return Optional.of(Notice.PIN_CHANGE_BARRED);
            }
            return Encryption.isOn(view, now.get()) ? Optional.empty() : Optional.of(Notice.LINK_NOT_ENCRYPTED);
        }

        /** Keeps the PIN after a second look: much may have happened while it was typed. */
        Notice keep(StoreTransaction tx, Secret pin) {
            Optional<Notice> obstacle = findObstacle(tx);
            if (obstacle.isEmpty()) {
                tx.secrets().put(SecretOwner.of(user), SecretKind.PIN_PHONE, pin);
            }
            return obstacle.orElse(Notice.PIN_CHANGED);
        }
    }

    /**
     * What came back to a request for digits.
     *
     * @param pin the digits, which are wiped by {@link #end}
     * @param fault why there are none
     */
    private record Typed(Optional<Secret> pin, Optional<Notice> fault) {

        static Typed of(Answer answer) {
            if (answer instanceof Answer.Digits typed) {
                return new Typed(Optional.of(typed.digits()), Optional.empty());
            }
            if (answer instanceof Answer.Rejected rejected) {
                boolean left = rejected.reason() == Answer.RejectReason.UPI_NOT_ENTERED;
                return nothing(left ? Notice.NEW_PIN_CANCELLED : Notice.PHONE_CANNOT);
            }
            return nothing(Notice.NEW_PIN_TIMED_OUT);
        }

        static Typed nothing(Notice why) {
            return new Typed(Optional.empty(), Optional.of(why));
        }

        /** Wipes the digits once what is done with them has ended. */
        CompletionStage<Notice> end(CompletionStage<Notice> use) {
            return use.whenComplete((notice, failure) -> pin.ifPresent(Secret::close));
        }
    }
}
