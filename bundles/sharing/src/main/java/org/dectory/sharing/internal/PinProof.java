package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.fac.Dialled;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.ReplaceableServices;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.api.time.Scheduler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a person at a phone proved to be a user, as long as the books of wrong PINs allow it, and enters in them how it went.
 * Thread-safe.
 */
@Component(
        name = "org.dectory.sharing.proof",
        service = PinProof.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PinProof {

    /** Which PIN counts before which (USR-10). */
    private static final List<SecretKind> PIN_ORDER = List.of(
            SecretKind.PIN_PHONE, SecretKind.PIN_ADMINISTRATOR, SecretKind.PIN_USER_FILE, SecretKind.PIN_COMMON_FILE);

    private static final String DEFAULT_PIN = "0000";

    private static final Logger logger = LoggerFactory.getLogger(PinProof.class);

    private final Store store;
    private final Radio radio;
    private final Secrets secrets;
    private final WrongPins pins;
    private final Scheduler scheduler;
    private final Clock clock;

    /** Where a PIN is being asked for: however many attempts a phone makes at once, it has one guess at a time. */
    private final Set<DeviceId> open = ConcurrentHashMap.newKeySet();

    private final ReplaceableServices<Authenticator> authenticators =
            new ReplaceableServices<>(AuthenticationAlgorithm.NAME);

    /** Takes the services; authenticators come and go. */
    @Activate
    public PinProof(
            @Reference Store store,
            @Reference Radio radio,
            @Reference Secrets secrets,
            @Reference WrongPins pins,
            @Reference Scheduler scheduler,
            @Reference Clock clock) {
        this.store = store;
        this.radio = radio;
        this.secrets = secrets;
        this.pins = pins;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindAuthenticator")
    void bindAuthenticator(Authenticator authenticator, Map<String, ?> properties) {
        authenticators.bind(authenticator, properties);
    }

    void unbindAuthenticator(Authenticator authenticator, Map<String, ?> properties) {
        int left = authenticators.unbind(authenticator, properties);
        if (left > 0) {
            logger.warn("{} goes with {} checks in progress", authenticator, left);
        }
    }

    /**
     * Proves that the person who dialled is a user. Call it in the phone's mailbox.
     *
     * <p>Wrong PINs are entered in the books before the proof ends, and while those say so no PIN is asked for.
     *
     * @param purpose what for
     * @param dialled who dialled what
     * @param user who the person says to be
     * @return completes with what came of it, in no particular thread; never exceptional
     */
    CompletionStage<Proof> prove(Attempt.Purpose purpose, Dialled dialled, User user) {
        DeviceId device = dialled.device().id();
        if (!open.add(device)) {
            return completedStage(new Proof.Denied(Notice.IN_PROGRESS.text()));
        }
        CompletionStage<Proof> proof;
        try {
            proof = attempt(purpose, dialled, user);
        } catch (RuntimeException e) {
            proof = failedStage(e);
        }
        return proof.whenComplete((outcome, failure) -> open.remove(device))
                .exceptionally(failure -> unavailable(dialled.device().ipei(), failure));
    }

    private CompletionStage<Proof> attempt(Attempt.Purpose purpose, Dialled dialled, User user) {
        Device device = dialled.device();
        Optional<PinBarrier> barrier = pins.findBarrier(device.id(), user.id());
        if (barrier.isPresent()) {
            logger.info("No PIN of {} is asked for at {}: {}", user.number(), device.ipei(), barrier.get());
            return completedStage(new Proof.Denied(barrier.get().text()));
        }
        if (store.problem().isPresent()) {
            // A wrong PIN could not be entered in the books, so it must not be tried.
            return completedStage(Proof.Denied.of(Step.Reason.UNAVAILABLE));
        }
        Optional<Secret> uak = secrets.find(SecretOwner.of(device.id()), SecretKind.UAK);
        if (uak.isEmpty()) {
            logger.warn("Phone {} is subscribed but has no key", device.ipei());
            return completedStage(Proof.Denied.of(Step.Reason.PHONE_NOT_GENUINE));
        }
        Secret pin = pin(user);
        Attempt attempt = new Attempt(
                purpose,
                device.ipei(),
                dialled.kind(),
                Optional.of(dialled.rest()).filter(login -> !login.isEmpty()),
                uak.get(),
                Optional.of(pin));
        Executor mailbox = radio.mailbox(device.ipei());
        return new PinQuestions(radio, authenticators, scheduler, clock, attempt, device.algorithm())
                .ask()
                .whenComplete((ending, failure) -> {
                    uak.get().close();
                    pin.close();
                })
                .thenCompose(ending -> judge(device, user, ending, mailbox));
    }

    /** What is entered in the books; a wrong response to the PIN challenge is a wrong PIN, whatever follows it. */
    private CompletionStage<Proof> judge(Device device, User user, PinQuestions.Ending ending, Executor mailbox) {
        if (ending.verdict() instanceof Step.Accepted accepted) {
            pins.clear(device, user.id());
            return completedStage(new Proof.Given(accepted.cipherKey()));
        }
        Step.Reason reason = ((Step.Refused) ending.verdict()).reason();
        if (!ending.wrongResponse() && reason != Step.Reason.WRONG_PIN) {
            return completedStage(Proof.Denied.of(reason));
        }
        boolean genuine = reason != Step.Reason.PHONE_NOT_GENUINE;
        return pins.enter(device, user.id(), !genuine)
                .thenApplyAsync(
                        next -> new Proof.Denied(
                                reason == Step.Reason.WRONG_PIN
                                        ? next.map(PinBarrier::textAfterWrongPin)
                                                .orElse(Notice.WRONG_PIN.text())
                                        : Notice.of(reason).text()),
                        mailbox);
    }

    private Secret pin(User user) {
        Map<SecretKind, Secret> known = secrets.findAll(SecretOwner.of(user.id()));
        Secret counting = null;
        for (SecretKind kind : PIN_ORDER) {
            Secret pin = known.get(kind);
            if (pin != null && counting == null) {
                counting = pin;
            } else if (pin != null) {
                pin.close();
            }
        }
        return counting == null ? Secret.of(DEFAULT_PIN) : counting;
    }

    private static Proof unavailable(Ipei phone, Throwable failure) {
        logger.warn("No verdict on the person at phone {}", phone, failure);
        return Proof.Denied.of(Step.Reason.UNAVAILABLE);
    }
}
