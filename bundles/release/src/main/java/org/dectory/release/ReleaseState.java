package org.dectory.release;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where an appliance stands with its sets. Sets are named by the digest of their text; where there is none, it is the image's own.
 *
 * @param current what runs, unless a trial does; empty for the image's own set
 * @param previous what ran before, to go back to; empty for the image's own set
 * @param staged what lies ready
 * @param trial what is to prove itself
 * @param attempts how often the launcher started the trial
 * @param accepted by key, the highest version of a set that it signed and that was ever accepted
 */
public record ReleaseState(
        Optional<String> current,
        Optional<String> previous,
        Optional<String> staged,
        Optional<String> trial,
        int attempts,
        Map<String, Accepted> accepted) {

    /** An appliance as it leaves the factory. */
    public static final ReleaseState FACTORY =
            new ReleaseState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, Map.of());

    private static final String FORMAT = "dectory-state 1";

    /**
     * A set that was accepted.
     *
     * @param version its version
     * @param set its name
     */
    public record Accepted(long version, String set) {}

    /** Who says whether a trial is kept. */
    public enum Judge {
        /** Who began it, in the running appliance: it has not been started from the beginning yet. */
        BEGINNER,
        /** The launcher, which has started it: nobody else commits it. */
        LAUNCHER
    }

    public ReleaseState {
        accepted = Map.copyOf(accepted);
    }

    /** Who judges the trial; empty if there is none. An appliance that starts anew makes a trial the launcher's, whoever began it. */
    public Optional<Judge> judge() {
        return trial.map(set -> attempts == 0 ? Judge.BEGINNER : Judge.LAUNCHER);
    }

    /** The keys that signed what lies ready. */
    public List<String> signers() {
        return accepted.entrySet().stream()
                .filter(entry -> staged.equals(Optional.of(entry.getValue().set())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    ReleaseState staged(String set, long version, Collection<String> signers) {
        Map<String, Accepted> all = new TreeMap<>(accepted);
        signers.forEach(key ->
                all.merge(key, new Accepted(version, set), (old, now) -> old.version() > now.version() ? old : now));
        return new ReleaseState(current, previous, Optional.of(set), trial, attempts, all);
    }

    /** Forgets what lies ready, if it is that. That it was accepted stays, so that nothing older comes in. */
    ReleaseState discarded(String set) {
        return staged.equals(Optional.of(set))
                ? new ReleaseState(current, previous, Optional.empty(), trial, attempts, accepted)
                : this;
    }

    ReleaseState tried(String set) {
        return new ReleaseState(current, previous, Optional.empty(), Optional.of(set), 0, accepted);
    }

    ReleaseState attempted() {
        return new ReleaseState(current, previous, staged, trial, attempts + 1, accepted);
    }

    /** Makes a set the current one; that it is already, as when it was written twice, changes nothing about the one before. */
    ReleaseState committed(String set) {
        Optional<String> before = current.equals(Optional.of(set)) ? previous : current;
        return new ReleaseState(Optional.of(set), before, staged, Optional.empty(), 0, accepted);
    }

    /** Leaves a set: the trial for the current one, or the current one for another. One that is neither was left before. */
    ReleaseState left(String set, Optional<String> instead) {
        if (trial.equals(Optional.of(set))) {
            return new ReleaseState(current, previous, staged, Optional.empty(), 0, accepted);
        }
        return current.equals(Optional.of(set))
                ? new ReleaseState(instead, Optional.empty(), staged, trial, attempts, accepted)
                : this;
    }

    /** What a journal says, for want of the state itself. */
    static ReleaseState replay(List<JournalEntry> journal) {
        ReleaseState state = FACTORY;
        List<String> summary = new ArrayList<>();
        for (JournalEntry entry : journal) {
            state = switch (entry.step()) {
                case STAGED ->
                    state.staged(
                            entry.set(),
                            entry.version(),
                            Arrays.asList(entry.related().split(",", -1)));
                case DISCARDED -> state.discarded(entry.set());
                case TRIAL -> state.tried(entry.set());
                case ATTEMPT -> state.attempted();
                case COMMITTED -> state.committed(entry.set());
                case ROLLED_BACK -> state.left(entry.set(), optional(entry.related()));
                case DOWNLOADING, REFUSED, VERIFIED -> state;
                case STATE -> summedUp(entry, summary, state);
            };
        }
        return state;
    }

    /** Collects the lines of a summary; it counts when all are there. */
    private static ReleaseState summedUp(JournalEntry entry, List<String> summary, ReleaseState before) {
        if (entry.detail().equals(FORMAT)) {
            summary.clear();
        }
        summary.add(entry.detail());
        if (summary.size() != entry.version()) {
            return before;
        }
        try {
            return parse(Text.bytes(summary));
        } catch (IllegalArgumentException e) {
            // Lines of it are missing.
            return before;
        }
    }

    /** This state as the lines of a journal. */
    List<JournalEntry> summary(Instant now) {
        List<String> lines = Text.lines(text());
        return lines.stream()
                .map(line -> new JournalEntry(
                        now,
                        JournalEntry.Step.STATE,
                        JournalEntry.NONE,
                        lines.size(),
                        JournalEntry.NONE,
                        JournalEntry.NONE,
                        line))
                .toList();
    }

    /** Reads what {@link #text} wrote. */
    static ReleaseState parse(byte[] text) {
        Deque<String> rest = new ArrayDeque<>(Text.lines(text));
        if (rest.size() < 6 || !rest.remove().equals(FORMAT)) {
            throw new IllegalArgumentException("text: it does not begin with " + FORMAT);
        }
        Optional<String> current = optional(Text.after("current", rest.remove()));
        Optional<String> previous = optional(Text.after("previous", rest.remove()));
        Optional<String> staged = optional(Text.after("staged", rest.remove()));
        Optional<String> trial = optional(Text.after("trial", rest.remove()));
        int attempts = (int) Text.number("attempts", Text.after("attempts", rest.remove()));
        Map<String, Accepted> accepted = new TreeMap<>();
        for (String line : rest) {
            String[] words = Text.after("accepted", line).split(" ", -1);
            if (words.length != 3) {
                throw new IllegalArgumentException("line: " + line + " (expected: accepted key version set)");
            }
            accepted.put(words[0], new Accepted(Text.number("version", words[1]), words[2]));
        }
        return new ReleaseState(current, previous, staged, trial, attempts, accepted);
    }

    byte[] text() {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        lines.add("current " + current.orElse(JournalEntry.FACTORY));
        lines.add("previous " + previous.orElse(JournalEntry.FACTORY));
        lines.add("staged " + staged.orElse(JournalEntry.NONE));
        lines.add("trial " + trial.orElse(JournalEntry.NONE));
        lines.add("attempts " + attempts);
        new TreeMap<>(accepted)
                .forEach((key, set) -> lines.add("accepted " + key + " " + set.version() + " " + set.set()));
        return Text.bytes(lines);
    }

    private static Optional<String> optional(String name) {
        return Digests.FORM.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }
}
