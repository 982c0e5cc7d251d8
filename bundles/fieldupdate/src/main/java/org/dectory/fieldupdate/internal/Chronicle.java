package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.fieldupdate.UpdateStatus.Phase;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.release.JournalEntry;
import org.dectory.release.JournalEntry.Step;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleaseState;
import org.dectory.release.Releases;

/** Tells where the appliance stands with its updates, and how it came to that. */
final class Chronicle {

    private final Releases releases;

    Chronicle(Releases releases) {
        this.releases = releases;
    }

    /**
     * Where it stands.
     *
     * @param verdict when what is on trial is kept
     */
    UpdateStatus status(Phase phase, Optional<Instant> verdict, String remark) throws IOException {
        ReleaseState state = releases.state();
        Optional<UpdateStatus.Trial> trial = Optional.empty();
        if (state.trial().isPresent()) {
            String id = state.trial().get();
            trial = Optional.of(new UpdateStatus.Trial(version(state.trial()), since(id), verdict));
        }
        return new UpdateStatus(
                Optional.empty(),
                // The launcher judges it.
                trial.isPresent() && phase == Phase.IDLE ? Phase.PROVING : phase,
                trial.map(UpdateStatus.Trial::version).orElse(version(state.current())),
                state.staged().isPresent() ? Optional.of(version(state.staged())) : Optional.empty(),
                state.current().isPresent() ? Optional.of(version(state.previous())) : Optional.empty(),
                trial,
                remark);
    }

    private long version(Optional<String> set) {
        return set.isEmpty()
                ? releases.factory().version()
                : set.flatMap(releases::find).map(ReleaseSet::version).orElse(0L);
    }

    private Instant since(String trial) throws IOException {
        Instant since = Instant.EPOCH;
        for (JournalEntry entry : releases.history()) {
            if (entry.set().equals(trial) && entry.step() == Step.TRIAL) {
                since = entry.at();
            }
        }
        return since;
    }

    Page<UpdateEvent> history(PageRequest page) throws IOException {
        String search = page.search().toLowerCase(Locale.ROOT);
        List<UpdateEvent> events = new ArrayList<>();
        for (JournalEntry entry : releases.history()) {
            UpdateEvent event = event(entry);
            if (event.toString().toLowerCase(Locale.ROOT).contains(search)) {
                events.add(event);
            }
        }
        if (!page.descending()) {
            Collections.reverse(events);
        }
        int from = Math.min(page.offset(), events.size());
        return new Page<>(events.subList(from, Math.min(from + page.limit(), events.size())), events.size());
    }

    private static UpdateEvent event(JournalEntry entry) {
        String reason = entry.reason().equals(JournalEntry.NONE) ? "" : entry.reason();
        return new UpdateEvent(entry.at(), entry.step().name(), entry.version(), reason, entry.detail());
    }
}
