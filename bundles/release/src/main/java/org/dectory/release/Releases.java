package org.dectory.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dectory.release.JournalEntry.Step;
import org.dectory.release.SetFolder.UnusableException;
import org.dectory.release.Verification.Verified;

/**
 * The sets of an appliance, and the way of each: verified, staged, on trial, then committed or rolled back.
 *
 * <p>Each step is written to the journal first, then done, then kept in the state; the power may go between any two of them, and the
 * next start runs the old or the new set, whole. What ran is untouched until the new one is committed, and afterwards kept to go back
 * to. One process at a time uses the folder; within it, one object, and one thread at a time: the launcher makes it, and registers it as a
 * service.
 *
 * <p>A trial has one judge, who commits it or rolls it back. Whom, the state says: {@linkplain ReleaseState#judge the launcher} once it has
 * started it, before that whoever began it.
 */
public final class Releases {

    /** A trial is started so often; a hang, or a crash of the whole machine, must not last for ever. */
    private static final int MAXIMUM_ATTEMPTS = 2;

    /** What an update must leave free for everything else, in bytes. */
    private static final long FLOOR = 16L * 1024 * 1024;

    private final Disk disk;
    private final Path folder;
    private final Factory factory;
    private final Clock clock;
    private final SetFolder sets;
    private final Journal journal;
    private final StateFile stateFile;

    /**
     * Opens the folder of an appliance.
     *
     * @param folder the folder; made when the first update comes
     * @param factory the appliance's image
     * @param clock gives the times of the history
     */
    public Releases(Path folder, Factory factory, Clock clock) {
        this(new LocalDisk(), folder, factory, clock);
    }

    Releases(Disk disk, Path folder, Factory factory, Clock clock) {
        this.disk = disk;
        this.folder = folder;
        this.factory = factory;
        this.clock = clock;
        sets = new SetFolder(disk, folder, factory);
        journal = new Journal(disk, folder);
        stateFile = new StateFile(disk, folder);
    }

    /** Where the appliance stands; from the journal if the state is damaged. */
    public synchronized ReleaseState state() throws IOException {
        Optional<ReleaseState> kept = stateFile.read();
        return kept.isPresent() ? kept.get() : ReleaseState.replay(journal.read());
    }

    /** The history, the oldest entry first. */
    public synchronized List<JournalEntry> history() throws IOException {
        return journal.read().stream()
                .filter(entry -> entry.step() != Step.STATE)
                .toList();
    }

    /** What the image says of itself. */
    public Factory factory() {
        return factory;
    }

    /** Finds the jar of a bundle, to look at, not to run: in the image, else in the store; only if it is whole. */
    public synchronized Optional<Path> findJar(ReleasedBundle bundle) {
        return sets.jar(bundle);
    }

    /** Reads a set that was accepted; empty if it is not there any more, or damaged. */
    public synchronized Optional<ReleaseSet> find(String set) {
        try {
            return Optional.of(sets.read(set));
        } catch (UnusableException e) {
            return Optional.empty();
        }
    }

    /**
     * Judges an update, without taking it in.
     *
     * @param file the update
     * @param now the time, if it can be trusted; without it nothing expires
     * @return its set
     * @throws IOException if the file cannot be read
     * @throws RefusedException if it may not come in
     */
    public synchronized ReleaseSet verify(Path file, Optional<Instant> now) throws IOException, RefusedException {
        try (UpdateFile update = UpdateFile.open(file)) {
            return verification(now).verify(update, sets.trust()).set();
        }
    }

    /** As {@link #stage(Path, Optional, String)}, nobody knows for whom. */
    public String stage(Path file, Optional<Instant> now) throws IOException, RefusedException {
        return stage(file, now, "");
    }

    /**
     * Takes an update in, so that it lies ready. Nothing that runs changes.
     *
     * @param file the update
     * @param now the time, if it can be trusted; without it nothing expires
     * @param by who wants it, for the history
     * @return the name of its set
     * @throws IOException if the file cannot be read, or the folder not be written
     * @throws RefusedException if it may not come in; the journal says so
     */
    public synchronized String stage(Path file, Optional<Instant> now, String by) throws IOException, RefusedException {
        disk.createFolder(folder);
        try (UpdateFile update = UpdateFile.open(file)) {
            Verified verified = verification(now).verify(update, sets.trust());
            String id = verified.text().id();
            makeRoom(verified.set());
            checkSpace(verified);
            write(Step.VERIFIED, id, verified.set().version(), JournalEntry.NONE, JournalEntry.NONE, by);
            for (Signed list : verified.keyLists()) {
                sets.addKeys(list);
            }
            for (ReleasedBundle bundle : verified.missing()) {
                try (InputStream content = update.bundle(bundle)) {
                    sets.store().add(bundle, content);
                }
            }
            sets.add(verified.text());
            write(
                    Step.STAGED,
                    id,
                    verified.set().version(),
                    String.join(",", verified.signers()),
                    JournalEntry.NONE,
                    by);
            stateFile.write(state().staged(id, verified.set().version(), verified.signers()));
            return id;
        } catch (RefusedException e) {
            write(
                    Step.REFUSED,
                    JournalEntry.NONE,
                    0,
                    JournalEntry.NONE,
                    e.reason().name(),
                    (e.getMessage() + " " + by).strip());
            throw e;
        }
    }

    /**
     * Forgets what is staged.
     *
     * @param set what lies ready
     * @param by who wants it, for the history
     * @throws IllegalStateException if it is not what is staged
     */
    public synchronized void discard(String set, String by) throws IOException {
        ReleaseState state = state();
        if (!state.staged().equals(Optional.of(set))) {
            throw new IllegalStateException("set: " + set + " (expected: " + state.staged() + ")");
        }
        write(Step.DISCARDED, set, version(set), JournalEntry.NONE, JournalEntry.NONE, by);
        stateFile.write(state.discarded(set));
        makeRoom();
    }

    private Verification verification(Optional<Instant> now) throws IOException {
        ReleaseState state = state();
        return new Verification(
                factory, state, current(state), bundle -> sets.jar(bundle).isPresent(), now);
    }

    private void checkSpace(Verified verified) throws IOException, RefusedException {
        long needed =
                verified.missing().stream().mapToLong(ReleasedBundle::length).sum();
        long free = disk.free(folder);
        if (free - needed < FLOOR) {
            throw new RefusedException(
                    Refusal.NO_SPACE, needed + " bytes are needed and " + FLOOR + " must stay, " + free + " are free");
        }
    }

    /** The bundles that are to run when no trial does: those of the current set, or the image's own. */
    public synchronized List<ReleasedBundle> current() throws IOException {
        return current(state());
    }

    private List<ReleasedBundle> current(ReleaseState state) {
        return state.current().flatMap(this::find).map(ReleaseSet::bundles).orElse(factory.bundles());
    }

    /**
     * Finds the jar of a bundle that may run now, and compares it with its digest at this moment.
     *
     * @return where it lies: in the image if that has it, else in the store
     * @throws IOException if it is missing or altered, or the state cannot be read
     * @throws IllegalStateException if neither the current set lists the bundle nor the one on trial
     */
    public synchronized Path jar(ReleasedBundle bundle) throws IOException {
        ReleaseState state = state();
        boolean counts = current(state).contains(bundle)
                || state.trial()
                        .flatMap(this::find)
                        .filter(trial -> trial.bundles().contains(bundle))
                        .isPresent();
        if (!counts) {
            throw new IllegalStateException(
                    "bundle: " + bundle + " (expected: one of the current set or of the trial)");
        }
        return sets.jar(bundle).orElseThrow(() -> new IOException("The jar of " + bundle + " is missing or altered"));
    }

    /**
     * Puts what is staged on trial. The caller is its judge, until the next start runs it: then the launcher is.
     *
     * @throws IllegalStateException if it is not what is staged, or another trial is not judged yet
     */
    public void beginTrial(String set) throws IOException {
        beginTrial(set, "");
    }

    /**
     * As {@link #beginTrial(String)}.
     *
     * @param by who wants it, for the history
     */
    public synchronized void beginTrial(String set, String by) throws IOException {
        ReleaseState state = state();
        if (state.trial().isPresent()) {
            throw new IllegalStateException("set: " + set + " (expected: no trial, but there is that of "
                    + state.trial().get() + ")");
        }
        if (!state.staged().equals(Optional.of(set))) {
            throw new IllegalStateException("set: " + set + " (expected: " + state.staged() + ")");
        }
        write(Step.TRIAL, set, version(set), JournalEntry.NONE, JournalEntry.NONE, by);
        stateFile.write(state.tried(set));
    }

    /** Decides what to start, and compares every jar. */
    public BootPlan boot() throws IOException {
        return boot(Set.of());
    }

    /**
     * Decides what to start: the set on trial, counting the attempt; else the current one; if that is not whole, the one before; else
     * the image's own.
     *
     * @param compared jars of the image that have their listed digests, as was seen just now
     * @throws IOException if the folder cannot be read
     */
    public synchronized BootPlan boot(Set<Path> compared) throws IOException {
        return new BootDecision(this, sets, compared).decide();
    }

    /**
     * Mends state and journal, each by what the other says.
     *
     * @return what is to be said about it, a sentence each
     * @throws IOException if the journal cannot be read
     */
    List<String> mend() throws IOException {
        List<String> remarks = new ArrayList<>();
        ReleaseState state = state();
        boolean used = !state.equals(ReleaseState.FACTORY);
        if (stateFile.read().isEmpty() && (stateFile.exists() || used)) {
            remarks.add("The state of the updates was lost; the journal says what it was.");
            mend(() -> stateFile.write(state), remarks);
        }
        if (!journal.isWhole() || (used && journal.read().isEmpty())) {
            remarks.add("The journal of the updates was damaged; it goes on without what was lost.");
            mend(() -> journal.cut(state.summary(clock.instant())), remarks);
        }
        return remarks;
    }

    private static void mend(Mending mending, List<String> remarks) {
        try {
            mending.run();
        } catch (IOException e) {
            remarks.add("It cannot be mended now: " + e.getMessage() + ".");
        }
    }

    /** Something that may be impossible now, and is tried again at the next start. */
    private interface Mending {

        void run() throws IOException;
    }

    /** Counts a start of the trial. It must be on the medium before anything of it runs. */
    void countAttempt(String set) throws IOException {
        ReleaseState state = state();
        write(
                Step.ATTEMPT,
                set,
                version(set),
                JournalEntry.NONE,
                JournalEntry.NONE,
                (state.attempts() + 1) + " of " + MAXIMUM_ATTEMPTS);
        stateFile.write(state.attempted());
    }

    static boolean isExhausted(ReleaseState state) {
        return state.attempts() >= MAXIMUM_ATTEMPTS;
    }

    /**
     * Makes the trial what runs from now on.
     *
     * @throws IllegalStateException if it is not what is on trial
     */
    public void commit(String set) throws IOException {
        commit(set, "");
    }

    /**
     * As {@link #commit(String)}.
     *
     * @param detail how it went, for the history
     */
    public synchronized void commit(String set, String detail) throws IOException {
        ReleaseState state = state();
        if (!state.trial().equals(Optional.of(set))) {
            throw new IllegalStateException("set: " + set + " (expected: " + state.trial() + ")");
        }
        if (!isLast(Step.COMMITTED, set)) {
            write(Step.COMMITTED, set, version(set), JournalEntry.NONE, JournalEntry.NONE, detail);
        }
        stateFile.write(state.committed(set));
        makeRoom();
    }

    /**
     * Goes back: from the trial to what is current, from what is current to what was before it. Nothing happens if the set is neither.
     *
     * @param set what to leave
     * @param detail more about the reason, for people
     */
    public synchronized void rollBack(String set, RollbackReason reason, String detail) throws IOException {
        ReleaseState state = state();
        boolean trial = state.trial().equals(Optional.of(set));
        if (!trial && !state.current().equals(Optional.of(set))) {
            return;
        }
        Optional<String> instead = trial ? state.current() : state.previous();
        if (!isLast(Step.ROLLED_BACK, set)) {
            write(Step.ROLLED_BACK, set, version(set), instead.orElse(JournalEntry.FACTORY), reason.name(), detail);
        }
        stateFile.write(state.left(set, instead));
    }

    /** Whether the history ends with this already: the state could not be written after it, and is tried once more. */
    private boolean isLast(Step step, String set) throws IOException {
        List<JournalEntry> entries = journal.read();
        return !entries.isEmpty()
                && entries.get(entries.size() - 1).step() == step
                && entries.get(entries.size() - 1).set().equals(set);
    }

    private long version(String set) {
        return find(set).map(ReleaseSet::version).orElse(0L);
    }

    private void write(Step step, String set, long version, String related, String reason, String detail)
            throws IOException {
        if (journal.isTooLong()) {
            mend(() -> journal.cut(state().summary(clock.instant())), new ArrayList<>());
        }
        journal.append(new JournalEntry(clock.instant(), step, set, version, related, reason, detail));
    }

    /** Deletes sets and jars that nothing may go back to, and that those sets do not need which are about to come. */
    private void makeRoom(ReleaseSet... coming) {
        Set<String> jars = new HashSet<>();
        for (ReleaseSet set : coming) {
            jars.addAll(jars(set));
        }
        try {
            collect(jars);
        } catch (IOException e) {
            // What is left over goes with the next one.
        }
    }

    private static List<String> jars(ReleaseSet set) {
        return set.bundles().stream().map(bundle -> bundle.sha256() + ".jar").toList();
    }

    private void collect(Set<String> jars) throws IOException {
        ReleaseState state = state();
        Set<String> texts = new HashSet<>();
        for (Optional<String> kept : List.of(state.current(), state.previous(), state.staged(), state.trial())) {
            if (kept.isPresent()) {
                Optional<ReleaseSet> set = find(kept.get());
                if (set.isEmpty() && Files.exists(folder)) {
                    // Which jars it needs cannot be told: better keep too much.
                    return;
                }
                texts.add(kept.get() + ".set");
                texts.add(kept.get() + ".sig");
                set.ifPresent(found -> jars.addAll(jars(found)));
            }
        }
        sets.store().retain(jars);
        sets.sets().retain(texts);
    }
}
