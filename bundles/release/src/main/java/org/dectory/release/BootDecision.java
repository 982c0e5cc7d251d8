package org.dectory.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dectory.release.SetFolder.UnusableException;

/**
 * Decides what an appliance starts. It never ends with fewer bundles than the set has that it decides for, and it always decides: a
 * folder that cannot be written any more is a reason to run what is proved, not to run nothing.
 */
final class BootDecision {

    private final Releases releases;
    private final SetFolder sets;
    private final Set<Path> compared;
    private final List<String> remarks = new ArrayList<>();

    BootDecision(Releases releases, SetFolder sets, Set<Path> compared) {
        this.releases = releases;
        this.sets = sets;
        this.compared = compared;
    }

    BootPlan decide() throws IOException {
        remarks.addAll(releases.mend());
        ReleaseState state = releases.state();
        if (state.trial().isPresent()) {
            Optional<RunnableSet> trial = trial(state, state.trial().get());
            if (trial.isPresent()) {
                return new BootPlan(trial, true, state.attempts() + 1, remarks);
            }
        }
        Optional<RunnableSet> proved = proved(state);
        return new BootPlan(proved, false, 0, remarks);
    }

    private Optional<RunnableSet> trial(ReleaseState state, String id) {
        if (Releases.isExhausted(state)) {
            leave(id, RollbackReason.TOO_MANY_ATTEMPTS, "it was started " + state.attempts() + " times");
            return Optional.empty();
        }
        RunnableSet set;
        try {
            set = sets.runnable(id, compared);
        } catch (UnusableException e) {
            leave(id, e.reason(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        try {
            releases.countAttempt(id);
            return Optional.of(set);
        } catch (IOException e) {
            // A trial that is not counted could be started for ever.
            remarks.add("The update on trial is not started, for its start cannot be counted: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private Optional<RunnableSet> proved(ReleaseState state) {
        List<Optional<String>> candidates = List.of(state.current(), state.previous());
        for (Optional<String> candidate : candidates) {
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(sets.runnable(candidate.get(), compared));
            } catch (UnusableException e) {
                leave(candidate.get(), e.reason(), String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private void leave(String id, RollbackReason reason, String detail) {
        remarks.add("The update is rolled back (" + reason + "): " + detail + ".");
        try {
            releases.rollBack(id, reason, detail);
        } catch (IOException e) {
            remarks.add("The rollback cannot be kept: " + e.getMessage() + ".");
        }
    }
}
