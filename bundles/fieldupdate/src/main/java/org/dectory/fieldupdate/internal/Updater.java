package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.UpdateStatus.Phase;
import org.dectory.fieldupdate.internal.Verdicts.Verdict;
import org.dectory.fieldupdate.internal.Wishes.Wish;
import org.dectory.release.Installer;
import org.dectory.release.JournalEntry;
import org.dectory.release.JournalEntry.Step;
import org.dectory.release.Refusal;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleaseState;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Releases;
import org.dectory.release.RollbackReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes updates in, tries them, and goes back. Used by one thread, but for {@link #phase}, {@link #remark}, {@link #staged} and {@link #wishes}.
 *
 * <p>Each step is in the journal before it is done. If the power goes during a trial, the launcher starts the trial once more and judges it;
 * so it does if this bundle was stopped meanwhile.
 */
final class Updater {

    private static final Logger logger = LoggerFactory.getLogger(Updater.class);

    private final Releases releases;
    private final Installer installer;
    private final Planner planner;
    private final Swap swap;
    private final Hands hands;
    private final Vitals vitals;
    private final ConfigurationKeeper configuration;
    private final Supplier<Limits> limits;
    private final Clock clock;
    private volatile Phase phase = Phase.IDLE;
    private volatile String remark = "";
    private volatile Optional<Instant> verdict = Optional.empty();
    private final Wishes wishes = new Wishes(this::isProving);
    private final Ready ready;
    private final Verdicts verdicts = new Verdicts();

    Updater(
            Releases releases,
            Installer installer,
            Planner planner,
            Swap swap,
            Hands hands,
            Vitals vitals,
            ConfigurationKeeper configuration,
            Supplier<Limits> limits,
            Clock clock) {
        this.releases = releases;
        this.installer = installer;
        this.planner = planner;
        this.swap = swap;
        this.hands = hands;
        this.vitals = vitals;
        this.configuration = configuration;
        this.limits = limits;
        this.clock = clock;
        this.ready = new Ready(releases, planner, hands, clock);
    }

    Phase phase() {
        return phase;
    }

    /** What an administrator should know; empty if nothing. */
    String remark() {
        String owed = verdicts.remark();
        return phase == Phase.RESTARTING || owed.isEmpty() ? remark : owed;
    }

    /** When what is on trial is kept. */
    Optional<Instant> verdict() {
        return verdict;
    }

    /** Whether what is on trial is judged here; otherwise the launcher does. */
    boolean isProving() {
        return phase == Phase.PROVING || phase == Phase.REPLACING;
    }

    /** What is wanted of the trial. */
    Wishes wishes() {
        return wishes;
    }

    UpdatePlan stage(Path file, String by) throws IOException, UpdateRefusedException {
        refuseDuringTrial();
        phase = Phase.STAGING;
        try {
            return ready.takeIn(file, by);
        } finally {
            phase = Phase.IDLE;
        }
    }

    /** What lies ready would change that; empty if nothing does, or is just coming in, or is damaged. */
    Optional<UpdatePlan> staged() throws IOException {
        return phase == Phase.STAGING ? Optional.empty() : ready.plan();
    }

    /** Forgets what lies ready. */
    long discard(String by) throws IOException, UpdateRefusedException {
        refuseDuringTrial();
        return ready.discard(by);
    }

    /** Finishes what was begun before this bundle stopped, or has the launcher do so; says whether it has. */
    boolean recover() throws IOException {
        ReleaseState state = releases.state();
        boolean alone = state.trial().isPresent() && state.attempts() == 0;
        if (state.trial().isEmpty()) {
            configuration.settle(failed());
        } else if (alone) {
            // What runs is neither the old set nor the new one for sure.
            restart("An update on trial was left alone; the appliance restarts to judge it");
        }
        return alone;
    }

    private List<ReleasedBundle> bundles(Optional<String> id) {
        return id.flatMap(releases::find)
                .map(ReleaseSet::bundles)
                .orElse(releases.factory().bundles());
    }

    private long version(Optional<String> id) throws IOException {
        return id.isPresent()
                ? ready.set(id.get()).version()
                : releases.factory().version();
    }

    /**
     * The updates that were tried last and not kept. An update that was kept and is left later, for a newer image perhaps, is none of them:
     * what was set in the meantime is not undone.
     */
    private Set<Long> failed() throws IOException {
        Set<Long> failed = new HashSet<>();
        for (JournalEntry entry : releases.history()) {
            if (entry.step() == Step.TRIAL) {
                failed.add(entry.version());
            } else if (entry.step() == Step.COMMITTED) {
                failed.remove(entry.version());
            }
        }
        return failed;
    }

    private void refuseDuringTrial() throws IOException, UpdateRefusedException {
        verdicts.settle();
        if (releases.state().trial().isPresent()) {
            throw new UpdateRefusedException(
                    UpdateRefusedException.BUSY, "An update is on trial; wait until it is kept or rolled back.");
        }
    }

    /**
     * Tries what lies ready.
     *
     * @param begun completes when it is written down
     */
    UpdatePlan tryOut(String by, CompletableFuture<UpdatePlan> begun)
            throws IOException, UpdateRefusedException, InterruptedException {
        refuseDuringTrial();
        String id = ready.require();
        ReleaseSet set = ready.set(id);
        if (set.expires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw new UpdateRefusedException(
                    Refusal.EXPIRED.name(), "The update that lies ready has expired; send another one.");
        }
        Plan plan = ready.plan(set);
        UpdatePlan shown = ready.shown(set, plan);
        configuration.settle(failed());
        configuration.take(set.version());
        Picture before = vitals.picture();
        wishes.clear();
        phase = Phase.REPLACING;
        try {
            begin(id, set.version(), by);
            logger.info("Update {} is on trial ({})", set.version(), by);
            begun.complete(shown);
            if (plan.needsRestart()) {
                restart("The appliance restarts for update " + set.version() + ": "
                        + String.join("; ", plan.restartCauses()));
            } else {
                prove(id, set.version(), plan, before);
            }
            return shown;
        } finally {
            verdict = Optional.empty();
            wishes.close();
            if (phase != Phase.RESTARTING) {
                phase = Phase.IDLE;
            }
        }
    }

    private void begin(String id, long version, String by) throws IOException {
        try {
            releases.beginTrial(id, by);
        } catch (IOException e) {
            // Nothing was tried, so nothing has to come back.
            configuration.forget(version);
            throw e;
        }
    }

    private void prove(String id, long version, Plan plan, Picture before) throws InterruptedException {
        try {
            List<String> report = swap.carryOut(plan);
            verdict = Optional.of(clock.instant().plus(limits.get().window()));
            phase = Phase.PROVING;
            new Proof(vitals, limits.get(), wishes).watch(before);
            keep(id, version, String.join("; ", report));
        } catch (FailedStepException e) {
            if (vitals.isStopping()) {
                logger.info("The appliance stops before update {} could prove itself", version);
                return;
            }
            if (e.isPredecessors()) {
                // Who rolled the update back for it would never get rid of the predecessor.
                restart("The appliance restarts for update " + version + ": " + e.getMessage());
                return;
            }
            Wish wish = wishes.end()
                    .filter(each -> e.reason() == RollbackReason.REQUESTED)
                    .orElseGet(() -> new Wish(String.valueOf(e.getMessage()), new CompletableFuture<>()));
            String detail = wish.by();
            logger.warn("Update {} is rolled back ({}): {}", version, e.reason(), detail);
            goBack(id, plan.reversed(), e.reason(), detail, wish.written());
        } catch (CancellationException e) {
            logger.info("The appliance stops before update {} could prove itself", version);
        }
    }

    /** If that cannot be written, and the power goes, the next start tries it once more. */
    private void keep(String id, long version, String pauses) {
        Optional<Wish> wish = wishes.keep();
        String report = pauses + wish.map(each -> "; early, " + each.by()).orElse("");
        Verdict kept = new Verdict("Update " + version + " proved itself", false, () -> {
            releases.commit(id, report);
            logger.info("Update {} proved itself and is kept: {}", version, report);
            wish.ifPresent(each -> each.written().complete(version));
            configuration.settle(failed());
        });
        verdicts.write(kept)
                .ifPresent(failure -> wish.ifPresent(each -> each.written().completeExceptionally(failure)));
    }

    /** Whether what came of a trial is still to be written, because the disk did not take it. */
    boolean owes() {
        return verdicts.findOwed().isPresent();
    }

    /** Tries once more to write what came of a trial. */
    void settle() {
        verdicts.settle();
    }

    /** Leaves what runs for what ran before. */
    long leaveCurrent(String by, CompletableFuture<Long> begun)
            throws IOException, UpdateRefusedException, InterruptedException {
        Optional<Verdict> late = verdicts.findOwed().filter(Verdict::wentBack);
        refuseDuringTrial();
        if (late.isPresent()) {
            throw new UpdateRefusedException(
                    UpdateRefusedException.NOTHING_THERE, late.get().what() + " already.");
        }
        ReleaseState state = releases.state();
        String id = state.current()
                .orElseThrow(() -> new UpdateRefusedException(
                        UpdateRefusedException.NOTHING_THERE, "The bundles of the image run; there is no way back."));
        configuration.settle(failed());
        Plan plan = planner.plan(bundles(state.current()), bundles(state.previous()));
        try {
            goBack(id, plan, RollbackReason.REQUESTED, by, begun);
            return version(state.previous());
        } finally {
            if (phase != Phase.RESTARTING) {
                phase = Phase.IDLE;
            }
        }
    }

    private void goBack(String id, Plan plan, RollbackReason reason, String detail, CompletableFuture<Long> written)
            throws InterruptedException {
        phase = Phase.GOING_BACK;
        // If that cannot be written, and the power goes, the trial goes on at the next start, and the launcher comes to
        // the same verdict.
        verdicts.write(new Verdict(
                        "Update " + releases.find(id).map(ReleaseSet::version).orElse(0L) + " is rolled back",
                        true,
                        () -> {
                            releases.rollBack(id, reason, detail);
                            written.complete(version(releases.state().current()));
                        }))
                .ifPresent(written::completeExceptionally);
        if (plan.needsRestart()) {
            restart("The appliance restarts to go back: " + String.join("; ", plan.restartCauses()));
            return;
        }
        List<String> failures;
        try {
            restoreSettings();
            failures = swap.goBack(plan);
        } catch (InterruptedException e) {
            if (!vitals.isStopping()) {
                restart("The appliance restarts, for the way back was broken off");
            }
            throw e;
        }
        if (!swap.isDone(plan)) {
            restart("The appliance restarts, for it cannot go back otherwise: " + String.join("; ", failures));
        } else if (!failures.isEmpty()) {
            remark = "Restart the appliance when it suits; an update left something behind: "
                    + String.join("; ", failures);
            logger.warn("{}", remark);
        }
    }

    /** Before the old bundles come, so that they find them; on a thread of its own, for whoever is told of them may hang. */
    private void restoreSettings() throws InterruptedException {
        try {
            hands.within(limits.get().step(), "settings come back", new ThreadGroup("fieldupdate"), () -> {
                configuration.settle(failed());
                return true;
            });
        } catch (FailedStepException e) {
            logger.error("{}", e.getMessage());
        }
    }

    private void restart(String why) {
        logger.warn("{}", why);
        remark = why;
        phase = Phase.RESTARTING;
        installer.restart(why);
    }
}
