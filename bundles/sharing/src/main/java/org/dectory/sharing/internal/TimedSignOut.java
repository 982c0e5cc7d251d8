package org.dectory.sharing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.time.Scheduler;
import org.dectory.api.time.Scheduler.Appointment;
import org.dectory.sharing.internal.LoginStarts.Login;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends logins after a span or at an hour of the day, where the settings say so. A user in a call is logged out when the call has
 * ended. Thread-safe.
 *
 * <p>What counts are stored instants and the clock; the one timer only wakes it up for the next end. So logins whose time passed
 * while the power was off end when it is back, and the timer is set anew whenever the settings change or the clock is seen to
 * have been set back.
 */
@Component(
        name = "org.dectory.sharing.signout",
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class TimedSignOut implements AutoCloseable {

    /** How long a call may keep a login from ending. */
    static final Duration LONGEST_CALL = Duration.ofHours(2);

    /** When to try again what the store could not write. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    /** Before this firmware there was no right clock: a board without a battery starts in 1970, and nobody's time is over then. */
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    private static final Actor ACTOR = Actor.system("sharing");
    private static final Logger logger = LoggerFactory.getLogger(TimedSignOut.class);

    private final Store store;
    private final Radio radio;
    private final Clock clock;
    private final Scheduler scheduler;
    private final LivePolicy policy;
    private final IdleWait wait;
    private final Runnable planner = this::plan;
    private final ChangeFeed.Following following;

    /** Those who are being logged out, or would be but for a call. */
    private final Set<DeviceId> leaving = ConcurrentHashMap.newKeySet();

    /** When the timer goes off; the monitor of this object guards all below. */
    private Instant nextAt = Instant.MAX;

    private @Nullable Appointment next;
    private Instant lastSeen = Instant.MIN;
    private boolean closed;

    /** Takes the services; the follower must be there first, because it is what clears the phones. */
    @Activate
    public TimedSignOut(
            @Reference Store store,
            @Reference ChangeFeed feed,
            @Reference Radio radio,
            @Reference Clock clock,
            @Reference Scheduler scheduler,
            @Reference LivePolicy policy,
            @Reference FeedFollower follower) {
        this.store = store;
        this.radio = radio;
        this.clock = clock;
        this.scheduler = scheduler;
        this.policy = policy;
        this.wait = new IdleWait(radio, scheduler, clock);
        this.following = feed.follow("sharing-signout", feed.head(), this::take);
        policy.listen(planner);
        plan();
    }

    @Deactivate
    @Override
    public void close() {
        policy.unlisten(planner);
        following.close();
        synchronized (this) {
            closed = true;
            wakeAt(Instant.MAX);
        }
    }

    private void take(List<Change> changes) {
        List<DeviceId> loosened = changes.stream()
                .filter(change -> change.kind() == Change.Kind.RELATION_CHANGED && isDynamic(change))
                .flatMap(change -> change.device().stream())
                .toList();
        boolean newLogin =
                changes.stream().anyMatch(change -> change.kind() == Change.Kind.LINKED && isDynamic(change));
        if (!loosened.isEmpty()) {
            begin(loosened);
        } else if (mustPlan(newLogin)) {
            plan();
        }
    }

    private static boolean isDynamic(Change change) {
        return change.detail().equals(Relation.Kind.DYNAMIC.name());
    }

    /** A login that begins now ends after those that are planned for, but for the first, and after the clock was set back. */
    private synchronized boolean mustPlan(boolean newLogin) {
        Instant now = clock.instant();
        boolean setBack = now.isBefore(lastSeen);
        lastSeen = now;
        return setBack
                || (newLogin
                        && SignOutRules.of(policy.current(), now)
                                .due(now)
                                .filter(due -> due.isBefore(nextAt))
                                .isPresent());
    }

    private void begin(List<DeviceId> devices) {
        Instant now = clock.instant();
        store.write(ACTOR, tx -> {
                    devices.forEach(device -> LoginStarts.begin(tx, device, now));
                    return true;
                })
                .whenComplete((done, failure) -> scheduler.at(now, planner));
    }

    /** Ends what is due and sets the timer for what is due next. */
    private void plan() {
        List<Login> due = arrange();
        due.forEach(this::end);
    }

    private synchronized List<Login> arrange() {
        Instant now = clock.instant();
        lastSeen = now;
        SharingPolicy settings = policy.current();
        if (closed || (settings.signOutAfter().isEmpty() && settings.signOutAt().isEmpty())) {
            wakeAt(Instant.MAX);
            return List.of();
        }
        if (now.isBefore(EARLIEST)) {
            wakeAt(EARLIEST);
            return List.of();
        }
        LoginStarts starts = store.read(view -> LoginStarts.read(view, settings, now));
        keep(starts);
        SignOutRules rules = starts.rules(settings);
        wakeAt(starts.logins().stream()
                .flatMap(login -> rules.due(login.start()).stream())
                .filter(instant -> instant.isAfter(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX));
        return starts.logins().stream()
                .filter(login -> login.isDue(rules, now))
                .filter(login -> leaving.add(login.relation().device()))
                .toList();
    }

    private void wakeAt(Instant instant) {
        if (next != null) {
            next.cancel();
        }
        nextAt = instant;
        next = instant.equals(Instant.MAX) ? null : scheduler.at(instant, planner);
    }

    private void keep(LoginStarts starts) {
        if (store.read(starts::isKept)) {
            return;
        }
        store.write(ACTOR, tx -> {
                    starts.write(tx);
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        logger.warn("The starts of logins could not be kept up with the clock", failure);
                    }
                });
    }

    private void end(Login login) {
        Relation relation = login.relation();
        Optional<Ipei> phone =
                store.read(view -> view.findDevice(relation.device())).map(Device::ipei);
        if (phone.isEmpty()) {
            leaving.remove(relation.device());
            return;
        }
        wait.begin(LONGEST_CALL)
                .untilIdle(phone.get())
                .thenComposeAsync(idle -> unlink(relation), radio.mailbox(phone.get()))
                .whenComplete((done, failure) -> ended(phone.get(), relation, done, failure));
    }

    /** Parts the two, unless somebody else did or the settings were changed during the call. */
    private CompletionStage<Boolean> unlink(Relation relation) {
        Instant now = clock.instant();
        SharingPolicy settings = policy.current();
        return store.write(ACTOR, tx -> {
            boolean over = tx.findRelation(relation.device()).equals(Optional.of(relation))
                    && LoginStarts.isOver(tx, relation, settings, now);
            if (over) {
                tx.unlink(relation.device());
            }
            return over;
        });
    }

    private void ended(Ipei phone, Relation relation, @Nullable Boolean done, @Nullable Throwable failure) {
        leaving.remove(relation.device());
        if (failure != null) {
            logger.warn("The login at {} could not be ended and is tried again", phone, failure);
            retry();
        } else if (Boolean.TRUE.equals(done)) {
            logger.info("The login at {} has ended by its time", phone);
        }
    }

    private synchronized void retry() {
        Instant again = clock.instant().plus(RETRY);
        if (!closed && again.isBefore(nextAt)) {
            wakeAt(again);
        }
    }
}
