package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Attempt;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacActionProperties;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Actor;
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

/** Logs the user of a phone out, after proof of the PIN if the user's data asks for it. */
@Component(
        name = "org.dectory.sharing.logout",
        service = {LogoutAction.class, FacAction.class},
        configurationPolicy = ConfigurationPolicy.IGNORE)
@FacActionProperties(action = "UserLogout", title = "Log out", rest = "nothing, or the user's own number")
public final class LogoutAction implements FacAction {

    private static final Logger logger = LoggerFactory.getLogger(LogoutAction.class);

    private final Store store;
    private final PinProof proof;
    private final Phones phones;

    /** Takes the services. */
    @Activate
    public LogoutAction(@Reference Store store, @Reference PinProof proof, @Reference Phones phones) {
        this.store = store;
        this.proof = proof;
        this.phones = phones;
    }

    @Override
    public Optional<String> refuse(Dialled dialled) {
        if (phones.isBusy(dialled.device().ipei())) {
            return Optional.of(Notice.IN_PROGRESS.text());
        }
        return findObstacle(dialled).map(Notice::text);
    }

    private Optional<Notice> findObstacle(Dialled dialled) {
        Optional<Relation> relation = dialled.relation();
        if (relation.isEmpty()) {
            return Optional.of(Notice.NOBODY_LOGGED_IN);
        }
        if (relation.get().kind() == Relation.Kind.FIXED) {
            return Optional.of(Notice.NOT_SHARED);
        }
        boolean own = dialled.rest().isEmpty()
                || store.read(view -> view.findUser(relation.get().user())
                        .filter(user -> isNameOf(user, dialled.rest(), LoginType.of(view)))
                        .isPresent());
        return own ? Optional.empty() : Optional.of(Notice.OTHER_USER);
    }

    /** By the login type of the system, as at the login. */
    private static boolean isNameOf(User user, String digits, LoginType type) {
        return type == LoginType.NUMBER
                ? user.number().value().equals(digits)
                : user.loginId().filter(id -> id.value().equals(digits)).isPresent();
    }

    @Override
    public CompletionStage<Result> perform(Dialled dialled) {
        return phones.exclusively(dialled.device().ipei(), () -> logOut(dialled));
    }

    private CompletionStage<Result> logOut(Dialled dialled) {
        Optional<LoggedIn> found =
                store.read(view -> LoggedIn.find(view, dialled.device().id()));
        if (found.isEmpty()) {
            return completedStage(Notice.NOBODY_LOGGED_IN.result());
        }
        User user = found.get().user();
        if (!found.get().asksForPin()) {
            return leave(dialled, user);
        }
        return proof.prove(Attempt.Purpose.LOGOUT, dialled, user).thenCompose(given -> judge(dialled, user, given));
    }

    private CompletionStage<Result> judge(Dialled dialled, User user, Proof proof) {
        if (proof instanceof Proof.Denied denied) {
            logger.info(
                    "Logout of {} at {} refused",
                    user.number(),
                    dialled.device().ipei());
            return completedStage(denied.result());
        }
        ((Proof.Given) proof).close();
        return leave(dialled, user);
    }

    private CompletionStage<Result> leave(Dialled dialled, User user) {
        DeviceId device = dialled.device().id();
        return store.write(Actor.phone(dialled.device().ipei()), tx -> unlink(tx, device, user.id()))
                .thenApply(Notice::result);
    }

    /** Parts device and user; if somebody else parted them meanwhile, that is as good. */
    private static Notice unlink(StoreTransaction tx, DeviceId device, UserId user) {
        Optional<Relation> relation = tx.findRelation(device);
        if (relation.isPresent() && !relation.get().user().equals(user)) {
            return Notice.OTHER_USER;
        }
        if (relation.isPresent() && relation.get().kind() == Relation.Kind.FIXED) {
            return Notice.NOT_SHARED;
        }
        tx.unlink(device);
        return Notice.LOGGED_OUT;
    }

    /** Who is logged in at a phone, and whether leaving asks for the PIN. */
    private record LoggedIn(User user, boolean asksForPin) {

        static Optional<LoggedIn> find(StoreView view, DeviceId device) {
            return view.findRelation(device)
                    .filter(relation -> relation.kind() == Relation.Kind.DYNAMIC)
                    .flatMap(relation -> view.findUser(relation.user()))
                    .map(user -> new LoggedIn(user, UserData.of(view, user).isTrue(UserDataKey.AUTHENTICATE_LOGOUT)));
        }
    }
}
