package org.dectory.sharing.internal;

import java.util.Optional;
import java.util.function.Function;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingPolicy.UserTakeover;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;

/**
 * Ties device and user together, after a second look: much may have happened while the PIN was typed. Whoever must give way is
 * released by the same transaction. Pure.
 *
 * @param device where the user logs in
 * @param user who was proved
 * @param login what was dialled
 * @param policy who gives way to whom
 * @param idle the user's other phone, if it was found to be in no call
 * @param password what proved the user to the file server, if that judged; it is kept as long as the relation
 */
record LoginCommit(
        DeviceId device,
        UserId user,
        String login,
        SharingPolicy policy,
        Optional<DeviceId> idle,
        Optional<Secret> password)
        implements Function<StoreTransaction, LoginCommit.Outcome> {

    /** What came of it. */
    sealed interface Outcome {

        /**
         * The user is logged in.
         *
         * @param tookOver whether somebody else was put out at the phone
         */
        record LoggedIn(boolean tookOver) implements Outcome {}

        /**
         * Nothing was changed: the user's other phone must be asked first whether it is in a call.
         *
         * @param device the other phone's device
         * @param phone the other phone
         */
        record Elsewhere(DeviceId device, Ipei phone) implements Outcome {}

        /** Nothing was changed, for a reason. */
        record Refused(Notice notice) implements Outcome {}
    }

    @Override
    public Outcome apply(StoreTransaction tx) {
        Optional<Notice> obstacle = findObstacle(tx);
        if (obstacle.isPresent()) {
            return new Outcome.Refused(obstacle.get());
        }
        Optional<Relation> elsewhere = tx.findRelation(user);
        if (elsewhere.filter(this::mustBeAsked).isPresent()) {
            DeviceId other = elsewhere.get().device();
            return new Outcome.Elsewhere(
                    other, tx.findDevice(other).orElseThrow().ipei());
        }
        boolean takesOver = tx.findRelation(device).isPresent();
        elsewhere.ifPresent(relation -> tx.unlink(relation.device()));
        tx.unlink(device);
        tx.link(device, user, Relation.Kind.DYNAMIC);
        password.ifPresent(typed -> tx.secrets().put(SecretOwner.of(user), SecretKind.SERVER_PASSWORD, typed));
        return new Outcome.LoggedIn(takesOver);
    }

    private boolean mustBeAsked(Relation elsewhere) {
        return policy.userTakeover() == UserTakeover.WAIT && !idle.equals(Optional.of(elsewhere.device()));
    }

    private Optional<Notice> findObstacle(StoreView view) {
        boolean subscribed = view.findDevice(device)
                .filter(now -> now.subscription() == Device.SubscriptionState.SUBSCRIBED)
                .isPresent();
        if (!subscribed) {
            return Optional.of(Notice.NOT_SUBSCRIBED);
        }
        if (UserSearch.named(view, login).filter(now -> now.id().equals(user)).isEmpty()) {
            // Another login type logged everybody out meanwhile: what was dialled names nobody, or somebody else.
            return Optional.of(view.findUser(user).isEmpty() ? Notice.USER_DELETED : Notice.UNKNOWN_USER);
        }
        return view.findRelation(device)
                .flatMap(relation -> findObstacleHere(relation, policy))
                .or(() -> findObstacle(view, device, user, policy));
    }

    /** Why nobody else can log in at a phone that has a user. */
    static Optional<Notice> findObstacleHere(Relation relation, SharingPolicy policy) {
        boolean givesWay = relation.kind() == Relation.Kind.DYNAMIC && policy.phoneTakeover();
        return givesWay ? Optional.empty() : Optional.of(Notice.PHONE_IN_USE);
    }

    /** Why a user cannot log in at a phone because of the phone that the user has. */
    static Optional<Notice> findObstacle(StoreView view, DeviceId device, UserId user, SharingPolicy policy) {
        Optional<Relation> relation = view.findRelation(user);
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        if (relation.get().device().equals(device)) {
            return Optional.of(Notice.LOGGED_IN_HERE);
        }
        if (relation.get().kind() == Relation.Kind.FIXED) {
            return Optional.of(Notice.USER_HAS_PHONE);
        }
        return policy.userTakeover() == UserTakeover.REJECT
                ? Optional.of(Notice.LOGGED_IN_ELSEWHERE)
                : Optional.empty();
    }
}
