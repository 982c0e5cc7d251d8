package org.dectory.fieldupdate.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.release.ReleasedBundle;

/**
 * One bundle that is not the same in two sets.
 *
 * @param before what it is in the one; empty if it is not there
 * @param after what it is in the other; empty if it is not there
 */
record Difference(Optional<ReleasedBundle> before, Optional<ReleasedBundle> after) {

    /** All differences between two sets: what is new first, what goes last, so that nobody ever misses what will be there in the end. */
    static List<Difference> between(List<ReleasedBundle> from, List<ReleasedBundle> to) {
        Map<String, ReleasedBundle> left = new LinkedHashMap<>();
        from.forEach(bundle -> left.put(bundle.symbolicName(), bundle));
        List<Difference> added = new ArrayList<>();
        List<Difference> changed = new ArrayList<>();
        for (ReleasedBundle bundle : to) {
            Optional<ReleasedBundle> before = Optional.ofNullable(left.remove(bundle.symbolicName()));
            if (before.isEmpty()) {
                added.add(new Difference(before, Optional.of(bundle)));
            } else if (!isSame(before.get(), bundle)) {
                changed.add(new Difference(before, Optional.of(bundle)));
            }
        }
        List<Difference> all = new ArrayList<>(added);
        all.addAll(changed);
        left.values().forEach(bundle -> all.add(new Difference(Optional.of(bundle), Optional.empty())));
        return List.copyOf(all);
    }

    private static boolean isSame(ReleasedBundle before, ReleasedBundle after) {
        return before.sameVersion(after)
                && before.sha256().equals(after.sha256())
                && before.startLevel() == after.startLevel();
    }

    /** Whether the bundle starts at another level, which only a start can try. */
    boolean moves() {
        return before.isPresent()
                && after.isPresent()
                && before.get().startLevel() != after.get().startLevel();
    }

    String symbolicName() {
        return after.or(() -> before).orElseThrow().symbolicName();
    }
}
