package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.release.RefusedException;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleaseState;
import org.dectory.release.Releases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The update that lies ready to be tried, and what it would change. Used by one thread, but for {@link #plan()}. */
final class Ready {

    private static final Logger logger = LoggerFactory.getLogger(Ready.class);

    private final Releases releases;
    private final Planner planner;
    private final Hands hands;
    private final Clock clock;
    private volatile Optional<Planned> planned = Optional.empty();

    Ready(Releases releases, Planner planner, Hands hands, Clock clock) {
        this.releases = releases;
        this.planner = planner;
        this.hands = hands;
        this.clock = clock;
    }

    /** A plan that was made from one set to another, so that not everybody who looks has it made again. */
    private record Planned(Optional<String> from, String set, UpdatePlan plan) {}

    /** Takes an update in and plans it. */
    UpdatePlan takeIn(Path file, String by) throws IOException, UpdateRefusedException {
        try {
            // A clock that is behind lets pass what has expired, one that is right does not.
            String id = releases.stage(file, Optional.of(clock.instant()), by);
            ReleaseSet set = set(id);
            logger.info("Update {} lies ready ({})", set.version(), by);
            UpdatePlan plan = shown(set, plan(set));
            planned = Optional.of(new Planned(releases.state().current(), id, plan));
            return plan;
        } catch (RefusedException e) {
            logger.warn("{} ({})", e.getMessage(), by);
            throw new UpdateRefusedException(e.reason().name(), String.valueOf(e.getMessage()));
        }
    }

    /** A plan as it is shown, with what it does to settings and who signed it. */
    UpdatePlan shown(ReleaseSet set, Plan plan) throws IOException {
        return plan.shown(
                set.version(), releases.state().signers(), planner.settings(releases.current(), set.bundles()));
    }

    /** What lies ready would change that; empty if nothing does, or is damaged. */
    Optional<UpdatePlan> plan() throws IOException {
        ReleaseState state = releases.state();
        Optional<String> id = state.staged();
        Optional<Planned> known = planned.filter(
                each -> id.equals(Optional.of(each.set())) && each.from().equals(state.current()));
        if (id.isEmpty() || known.isPresent()) {
            return known.map(Planned::plan);
        }
        Optional<ReleaseSet> set = releases.find(id.get());
        if (set.isEmpty()) {
            return Optional.empty();
        }
        UpdatePlan plan = shown(set.get(), plan(set.get()));
        planned = Optional.of(new Planned(state.current(), id.get(), plan));
        return Optional.of(plan);
    }

    /** Forgets what lies ready. */
    long discard(String by) throws IOException, UpdateRefusedException {
        String id = require();
        // One that is damaged goes, too.
        long version = releases.find(id).map(ReleaseSet::version).orElse(0L);
        releases.discard(id, by);
        logger.info("Update {} lies ready no more ({})", version, by);
        return version;
    }

    /** The set that lies ready. */
    String require() throws IOException, UpdateRefusedException {
        return releases.state()
                .staged()
                .orElseThrow(() -> new UpdateRefusedException(
                        UpdateRefusedException.NOTHING_THERE, "No update lies ready; send one first."));
    }

    /** How a set would take the place of what runs. */
    Plan plan(ReleaseSet to) throws IOException {
        Plan plan = planner.plan(releases.current(), to.bundles());
        List<String> stuck = hands.stuck();
        return stuck.isEmpty() || plan.needsRestart()
                ? plan
                : new Plan(plan.changes(), List.of("an earlier update left something behind: " + stuck));
    }

    /** A set of the store. */
    ReleaseSet set(String id) throws IOException {
        return releases.find(id).orElseThrow(() -> new IOException("The set " + id + " cannot be read"));
    }
}
