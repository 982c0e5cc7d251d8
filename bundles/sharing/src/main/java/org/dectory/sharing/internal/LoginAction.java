package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.dectory.api.auth.Attempt;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacActionProperties;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.LateService;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.osgi.service.component.ComponentServiceObjects;
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
 * <p>Somebody who is logged in elsewhere is logged out there by the same commit, that is, only once the login has succeeded.
 */
@Component(
        name = "org.dectory.sharing.login",
        service = {LoginAction.class, FacAction.class},
        configurationPolicy = ConfigurationPolicy.IGNORE)
@FacActionProperties(action = "UserLogin", title = "Log in", rest = "number or login ID")
public final class LoginAction implements FacAction {

    /** How long a known external user waits for a slow server; then the stored data serves. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final Logger logger = LoggerFactory.getLogger(LoginAction.class);

    private final Store store;
    private final Radio radio;
    private final PinProof proof;
    private final Phones phones;
    private final LateService<ProvisioningService> provisioning;

    /** Takes the services; without provisioning only users who are stored here can log in. */
    @Activate
    public LoginAction(
            @Reference Store store, @Reference Radio radio, @Reference PinProof proof, @Reference Phones phones) {
        this(store, radio, proof, phones, new LateService<>());
    }

    LoginAction(
            Store store, Radio radio, PinProof proof, Phones phones, LateService<ProvisioningService> provisioning) {
        this.store = store;
        this.radio = radio;
        this.proof = proof;
        this.phones = phones;
        this.provisioning = provisioning;
    }

    /** Provisioning needs the feature access codes, and they need this action: so it is not taken here yet. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProvisioning(ComponentServiceObjects<ProvisioningService> service) {
        provisioning.bind(service.getServiceReference(), service::getService);
    }

    void unbindProvisioning(ComponentServiceObjects<ProvisioningService> service) {
        provisioning.unbind(service.getServiceReference());
    }

    @Override
    public Optional<String> refuse(Dialled dialled) {
        return findObstacle(dialled).map(Notice::text);
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
        return dialled.relation().map(bound -> Notice.PHONE_IN_USE);
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
                dialled.device().ipei(), () -> find(dialled).thenCompose(found -> admit(dialled, found)));
    }

    /** Finds the user; a local one at once. */
    private CompletionStage<Search> find(Dialled dialled) {
        Search known = store.read(view -> Search.of(view, dialled.rest()));
        boolean local = known instanceof Found found && !found.user().external();
        Optional<ProvisioningService> files = local ? Optional.empty() : provisioning.find();
        if (files.isEmpty()) {
            return completedStage(known);
        }
        return files.get()
                .lookUp(dialled.rest(), PATIENCE)
                .thenApplyAsync(
                        lookup -> search(dialled, lookup),
                        radio.mailbox(dialled.device().ipei()));
    }

    private Search search(Dialled dialled, UserLookup lookup) {
        if (lookup instanceof UserLookup.Found found) {
            return store.read(view -> Found.of(view, found.user()));
        }
        if (lookup instanceof UserLookup.Unavailable unavailable) {
            logger.info(
                    "Login of {} at {} failed: {}",
                    dialled.rest(),
                    dialled.device().ipei(),
                    unavailable.reason());
            return new NotFound(Notice.NO_USER_DATA);
        }
        return new NotFound(Notice.UNKNOWN_USER);
    }

    private CompletionStage<Result> admit(Dialled dialled, Search search) {
        if (search instanceof NotFound notFound) {
            return completedStage(notFound.notice().result());
        }
        Found found = (Found) search;
        if (found.fixed()) {
            return completedStage(Notice.USER_HAS_PHONE.result());
        }
        return proof.prove(Attempt.Purpose.LOGIN, dialled, found.user())
                .thenCompose(given -> judge(dialled, found.user(), given));
    }

    private CompletionStage<Result> judge(Dialled dialled, User user, Proof proof) {
        Ipei phone = dialled.device().ipei();
        if (proof instanceof Proof.Denied denied) {
            logger.info("Login of {} at {} refused", user.number(), phone);
            return completedStage(denied.result());
        }
        ((Proof.Given) proof).cipherKey().ifPresent(Secret::close);
        return store.write(Actor.phone(phone), commit(dialled.device().id(), user.id(), dialled.rest()))
                .thenApplyAsync(outcome -> show(dialled.device(), outcome).result(), radio.mailbox(phone));
    }

    /** Ties device and user together, after a second look: much may have happened while the PIN was typed. */
    private static Function<StoreTransaction, Commit> commit(DeviceId device, UserId user, String login) {
        return tx -> {
            boolean subscribed = tx.findDevice(device)
                    .filter(now -> now.subscription() == Device.SubscriptionState.SUBSCRIBED)
                    .isPresent();
            if (!subscribed) {
                return Commit.refused(Notice.NOT_SUBSCRIBED);
            }
            if (tx.findRelation(device).isPresent()) {
                return Commit.refused(Notice.PHONE_IN_USE);
            }
            Optional<User> now = named(tx, login).filter(named -> named.id().equals(user));
            if (now.isEmpty()) {
                // Another login type logged everybody out meanwhile: what was dialled names nobody, or somebody else.
                return Commit.refused(tx.findUser(user).isEmpty() ? Notice.USER_DELETED : Notice.UNKNOWN_USER);
            }
            Optional<Relation> elsewhere = tx.findRelation(user);
            if (elsewhere.isPresent()) {
                if (elsewhere.get().kind() == Relation.Kind.FIXED) {
                    return Commit.refused(Notice.USER_HAS_PHONE);
                }
                tx.unlink(elsewhere.get().device());
            }
            tx.link(device, user, Relation.Kind.DYNAMIC);
            return new Commit(Notice.LOGGED_IN, now);
        };
    }

    private Notice show(Device device, Commit outcome) {
        outcome.user().ifPresent(user -> phones.loggedIn(device, user));
        logger.debug("Login at {}: {}", device.ipei(), outcome.notice());
        return outcome.notice();
    }

    /** Whom digits name, by the login type of the system. */
    private static Optional<User> named(StoreView view, String login) {
        return LoginType.of(view) == LoginType.NUMBER
                ? view.findUser(new UserNumber(login))
                : view.findUser(new LoginId(login));
    }

    /** What came of the commit, and who is logged in if it was done. */
    private record Commit(Notice notice, Optional<User> user) {

        static Commit refused(Notice notice) {
            return new Commit(notice, Optional.empty());
        }
    }

    /** What came of the search for a user. */
    private sealed interface Search {

        static Search of(StoreView view, String login) {
            return named(view, login)
                    .<Search>map(found -> Found.of(view, found))
                    .orElseGet(() -> new NotFound(Notice.UNKNOWN_USER));
        }
    }

    private record Found(User user, boolean fixed) implements Search {

        static Found of(StoreView view, User user) {
            boolean fixed = view.findRelation(user.id())
                    .filter(relation -> relation.kind() == Relation.Kind.FIXED)
                    .isPresent();
            return new Found(user, fixed);
        }
    }

    private record NotFound(Notice notice) implements Search {}
}
