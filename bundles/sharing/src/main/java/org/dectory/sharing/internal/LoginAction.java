package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Attempt;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacActionProperties;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.api.time.Scheduler;
import org.dectory.sharing.internal.UserSearch.Finding;
import org.jspecify.annotations.Nullable;
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
 * Logs a user in: finds the user, has the PIN proved, and commits the relation.
 *
 * <p>Somebody who is logged in elsewhere is logged out there by the same commit, that is, only once the login has succeeded;
 * the settings may want the login refused instead, or to wait for the end of a call there.
 */
@Component(
        name = "org.dectory.sharing.login",
        service = {LoginAction.class, FacAction.class},
        configurationPolicy = ConfigurationPolicy.IGNORE)
@FacActionProperties(action = "UserLogin", title = "Log in", rest = "number or login ID")
public final class LoginAction implements FacAction {

    private static final Logger logger = LoggerFactory.getLogger(LoginAction.class);

    private final Store store;
    private final Radio radio;
    private final PinProof proof;
    private final WrongPins pins;
    private final Phones phones;
    private final LivePolicy policy;
    private final UserSearch search;
    private final IdleWait wait;

    private volatile @Nullable ProvisioningService provisioning;

    /** Takes the services; without provisioning only users who are stored here can log in. */
    @Activate
    public LoginAction(
            @Reference Store store,
            @Reference Radio radio,
            @Reference PinProof proof,
            @Reference WrongPins pins,
            @Reference Phones phones,
            @Reference LivePolicy policy,
            @Reference Scheduler scheduler,
            @Reference Clock clock) {
        this.store = store;
        this.radio = radio;
        this.proof = proof;
        this.pins = pins;
        this.phones = phones;
        this.policy = policy;
        this.wait = new IdleWait(radio, scheduler, clock);
        this.search = new UserSearch(
                store, radio, pins, new UnknownLogins(clock, policy), () -> Optional.ofNullable(provisioning));
    }

    /** Provisioning may come and go; it takes the feature access codes, which reach it by this action, at its first use only. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProvisioning(ProvisioningService service) {
        provisioning = service;
    }

    void unbindProvisioning(ProvisioningService service) {
        if (provisioning == service) {
            provisioning = null;
        }
    }

    @Override
    public Optional<String> refuse(Dialled dialled) {
        return findObstacle(dialled)
                .map(Notice::text)
                .or(() -> pins.findBarrier(dialled.device().id())
                        .filter(PinBarrier::locked)
                        .map(PinBarrier::text));
    }

    private Optional<Notice> findObstacle(Dialled dialled) {
        Device device = dialled.device();
        if (device.subscription() != Device.SubscriptionState.SUBSCRIBED) {
            return Optional.of(Notice.NOT_SUBSCRIBED);
        }
        if (dialled.rest().isEmpty()) {
            return Optional.of(Notice.NUMBER_MISSING);
        }
        if (!isName(dialled.rest())) {
            return Optional.of(Notice.NUMBER_NOT_VALID);
        }
        if (phones.isBusy(device.ipei())) {
            return Optional.of(Notice.IN_PROGRESS);
        }
        return dialled.relation().flatMap(relation -> LoginCommit.findObstacleHere(relation, policy.current()));
    }

    /** Numbers and login IDs follow the same rule. */
    private static boolean isName(String digits) {
        try {
            return !new UserNumber(digits).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public CompletionStage<Result> perform(Dialled dialled) {
        return phones.exclusively(
                dialled.device().ipei(), () -> search.find(dialled).thenCompose(found -> admit(dialled, found)));
    }

    private CompletionStage<Result> admit(Dialled dialled, Finding finding) {
        if (phones.hasHungUp(dialled.device().ipei())) {
            logger.info(
                    "Login of {} at {} broken off: hung up",
                    dialled.rest(),
                    dialled.device().ipei());
            return completedStage(new Result.Failed("")); // Nobody is there to read anything.
        }
        if (finding instanceof Finding.Nobody nobody) {
            return completedStage(new Result.Failed(nobody.text()));
        }
        Optional<User> known = finding instanceof Finding.Found found
                ? Optional.of(found.user())
                : ((Finding.AtServer) finding).known();
        Optional<Notice> obstacle = known.flatMap(user -> store.read(
                view -> LoginCommit.findObstacle(view, dialled.device().id(), user.id(), policy.current())));
        if (obstacle.isPresent()) {
            return completedStage(obstacle.get().result());
        }
        if (finding instanceof Finding.AtServer atServer) {
            return proof.proveAtServer(dialled, known)
                    .thenComposeAsync(
                            given -> judge(dialled, atServer, given),
                            radio.mailbox(dialled.device().ipei()));
        }
        return proof.prove(Attempt.Purpose.LOGIN, dialled, known.orElseThrow())
                .thenCompose(given -> judge(dialled, known.orElseThrow(), given));
    }

    /** The server has made the user, or changed the data, or deleted the user: it is read anew. */
    private CompletionStage<Result> judge(Dialled dialled, Finding.AtServer asked, Proof given) {
        if (given instanceof Proof.Given) {
            search.proved(asked);
        }
        Optional<User> user = asked.findProved(store, dialled.rest());
        if (given instanceof Proof.Given proved && user.isEmpty()) {
            proved.close();
            return completedStage(Notice.USER_DELETED.result());
        }
        return given instanceof Proof.Denied denied && user.isEmpty()
                ? refuse(dialled, dialled.rest(), denied)
                : judge(dialled, user.orElseThrow(), given);
    }

    private static CompletionStage<Result> refuse(Dialled dialled, String who, Proof.Denied denied) {
        logger.info("Login of {} at {} refused", who, dialled.device().ipei());
        return completedStage(denied.result());
    }

    private CompletionStage<Result> judge(Dialled dialled, User user, Proof given) {
        if (given instanceof Proof.Denied denied) {
            return refuse(dialled, user.number().value(), denied);
        }
        Proof.Given proved = (Proof.Given) given;
        Login login = new Login(dialled, user, wait.begin(policy.current().takeoverWait()), proved.typed());
        return login.commit(Optional.empty())
                .whenComplete((notice, failure) -> proved.close())
                .thenApply(Notice::result);
    }

    /** A login whose PIN was right, up to its end. */
    private final class Login {

        private final Dialled dialled;
        private final User user;
        private final IdleWait.Patience patience;
        private final Optional<Secret> password;

        Login(Dialled dialled, User user, IdleWait.Patience patience, Optional<Secret> password) {
            this.dialled = dialled;
            this.user = user;
            this.patience = patience;
            this.password = password;
        }

        /** Commits by the settings of this moment, with one phone that was found to be in no call. */
        CompletionStage<Notice> commit(Optional<DeviceId> idle) {
            Ipei phone = dialled.device().ipei();
            LoginCommit commit =
                    new LoginCommit(dialled.device().id(), user.id(), dialled.rest(), policy.current(), idle, password);
            return store.write(Actor.phone(phone), commit).thenComposeAsync(this::goOn, radio.mailbox(phone));
        }

        private CompletionStage<Notice> goOn(LoginCommit.Outcome outcome) {
            Ipei phone = dialled.device().ipei();
            if (outcome instanceof LoginCommit.Outcome.Elsewhere other) {
                return patience.untilIdle(other.phone(), phone)
                        .thenComposeAsync(
                                idle -> idle
                                        ? commit(Optional.of(other.device()))
                                        : completedStage(Notice.USER_IN_CALL),
                                radio.mailbox(phone));
            }
            if (outcome instanceof LoginCommit.Outcome.Refused refused) {
                logger.info("Login of {} at {}: {}", user.number(), phone, refused.notice());
                return completedStage(refused.notice());
            }
            LoginCommit.Outcome.LoggedIn loggedIn = (LoginCommit.Outcome.LoggedIn) outcome;
            if (!loggedIn.tookOver()) {
                phones.refresh(phone);
            }
            // Else the change feed has the old user's logout: the phone is cleared first and then shows the new one.
            return completedStage(Notice.LOGGED_IN);
        }
    }
}
