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
import java.util.function.Supplier;
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
import org.dectory.api.store.UserFile;
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

    /** Which PIN counts before which (USR-10). The one of the file server is there only for somebody who logged in with it. */
    private static final List<SecretKind> PIN_ORDER = List.of(
            SecretKind.SERVER_PASSWORD,
            SecretKind.PIN_PHONE,
            SecretKind.PIN_ADMINISTRATOR,
            SecretKind.PIN_USER_FILE,
            SecretKind.PIN_COMMON_FILE);

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
        return alone(dialled, () -> attempt(purpose, dialled, user));
    }

    /**
     * Has the file server prove that the person who dialled is a user. Otherwise as {@link #prove}.
     *
     * @param dialled who dialled what
     * @param known who the person says to be, if that user is known here
     * @return completes with what came of it, in no particular thread; never exceptional
     */
    CompletionStage<Proof> proveAtServer(Dialled dialled, Optional<User> known) {
        return alone(dialled, () -> attemptAtServer(dialled, known));
    }

    private CompletionStage<Proof> alone(Dialled dialled, Supplier<CompletionStage<Proof>> attempt) {
        DeviceId device = dialled.device().id();
        if (!open.add(device)) {
            return completedStage(new Proof.Denied(Notice.IN_PROGRESS.text()));
        }
        CompletionStage<Proof> proof;
        try {
            proof = attempt.get();
        } catch (RuntimeException e) {
            proof = failedStage(e);
        }
        return proof.whenComplete((outcome, failure) -> open.remove(device))
                .exceptionally(failure -> unavailable(dialled.device().ipei(), failure));
    }

    private CompletionStage<Proof> attempt(Attempt.Purpose purpose, Dialled dialled, User user) {
        Device device = dialled.device();
        boolean ofServer = purpose == Attempt.Purpose.LOGIN && isKnownToServerAlone(user);
        Optional<Proof> obstacle = findObstacle(device, Optional.of(user))
                .or(() -> Optional.of(Proof.Denied.of(Step.Reason.UNAVAILABLE)).filter(denied -> ofServer));
        Optional<Secret> uak = obstacle.isPresent() ? Optional.empty() : findKey(device);
        if (uak.isEmpty()) {
            return completedStage(obstacle.orElse(Proof.Denied.of(Step.Reason.PHONE_NOT_GENUINE)));
        }
        Secret pin = pin(user);
        Attempt attempt = attempt(purpose, dialled, uak.get(), Optional.of(pin));
        return questions(attempt, device.algorithm(), PinQuestions.Gate.OPEN)
                .ask()
                .whenComplete((ending, failure) -> {
                    uak.get().close();
                    pin.close();
                })
                .thenCompose(ending -> judge(device, Optional.of(user), ending));
    }

    /** The digits are asked for only when phone and system have proved their key to each other and encrypt the link by it. */
    private CompletionStage<Proof> attemptAtServer(Dialled dialled, Optional<User> known) {
        Device device = dialled.device();
        Optional<Proof> obstacle = findObstacle(device, known);
        Optional<Secret> uak = obstacle.isPresent() ? Optional.empty() : findKey(device);
        if (uak.isEmpty()) {
            return completedStage(obstacle.orElse(Proof.Denied.of(Step.Reason.PHONE_NOT_GENUINE)));
        }
        Attempt ofPhone = attempt(Attempt.Purpose.PHONE, dialled, uak.get(), Optional.empty());
        Attempt ofPerson = attempt(Attempt.Purpose.LOGIN, dialled, uak.get(), Optional.empty());
        SafeLink link = new SafeLink(
                store,
                radio,
                device.id(),
                () -> questions(ofPhone, device.algorithm(), PinQuestions.Gate.OPEN)
                        .ask());
        return questions(ofPerson, AuthenticationAlgorithm.SERVER, link)
                .ask()
                .whenComplete((ending, failure) -> uak.get().close())
                .thenCompose(ending -> ending.verdict().equals(new Step.Refused(Step.Reason.PHONE_CANNOT))
                        ? completedStage(new Proof.Denied(Notice.PHONE_CANNOT_SEND.text()))
                        : judge(device, known, ending));
    }

    private static Attempt attempt(Attempt.Purpose purpose, Dialled dialled, Secret uak, Optional<Secret> pin) {
        Optional<String> login = Optional.of(dialled.rest()).filter(rest -> !rest.isEmpty());
        return new Attempt(purpose, dialled.device().ipei(), dialled.kind(), login, uak, pin);
    }

    private PinQuestions questions(Attempt attempt, String algorithm, PinQuestions.Gate gate) {
        return new PinQuestions(radio, authenticators, scheduler, clock, attempt, algorithm, gate);
    }

    /** After a login at the server no PIN of this user need be stored here, and the default PIN would let anybody in. */
    private boolean isKnownToServerAlone(User user) {
        return user.external()
                && store.read(view -> view.findUserFile(user.id()))
                        .filter(UserFile::isOfOwnAccount)
                        .isPresent();
    }

    private Optional<Proof> findObstacle(Device device, Optional<User> user) {
        Optional<PinBarrier> barrier =
                user.isPresent() ? pins.findBarrier(device.id(), user.get().id()) : pins.findBarrier(device.id());
        if (barrier.isPresent()) {
            logger.info("No PIN of {} is asked for at {}: {}", who(user), device.ipei(), barrier.get());
            return Optional.of(new Proof.Denied(barrier.get().text()));
        }
        // A wrong PIN that could not be entered in the books must not be tried.
        return store.problem().map(problem -> Proof.Denied.of(Step.Reason.UNAVAILABLE));
    }

    private static String who(Optional<User> user) {
        return user.map(known -> known.number().value()).orElse("somebody unknown");
    }

    private Optional<Secret> findKey(Device device) {
        Optional<Secret> uak = secrets.find(SecretOwner.of(device.id()), SecretKind.UAK);
        if (uak.isEmpty()) {
            logger.warn("Phone {} is subscribed but has no key", device.ipei());
        }
        return uak;
    }

    /** What is entered in the books; a wrong response to the PIN challenge is a wrong PIN, whatever follows it. */
    private CompletionStage<Proof> judge(Device device, Optional<User> user, PinQuestions.Ending ending) {
        if (ending.verdict() instanceof Step.Accepted accepted) {
            user.ifPresent(known -> pins.clear(device, known.id()));
            return completedStage(new Proof.Given(accepted.cipherKey(), ending.typed()));
        }
        if (ending.obstacle().isPresent()) {
            return completedStage(new Proof.Denied(ending.obstacle().get().text()));
        }
        Step.Reason reason = ((Step.Refused) ending.verdict()).reason();
        if (!ending.wrongResponse() && reason != Step.Reason.WRONG_PIN) {
            return completedStage(Proof.Denied.of(reason));
        }
        boolean genuine = reason != Step.Reason.PHONE_NOT_GENUINE;
        return pins.enter(device, user.map(User::id).filter(id -> genuine))
                .thenApplyAsync(
                        next -> new Proof.Denied(
                                reason == Step.Reason.WRONG_PIN
                                        ? next.map(PinBarrier::textAfterWrongPin)
                                                .orElse(Notice.WRONG_PIN.text())
                                        : Notice.of(reason).text()),
                        radio.mailbox(device.ipei()));
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
