package org.dectory.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dectory.release.BootPlan;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Releases;
import org.dectory.release.RunnableSet;

/** The way from the folder of releases to the bundles of a start. */
final class Updates {

    private Updates() {}

    static Firmware choose(Image factory, Strongroom strongroom) throws CannotStartException {
        try {
            Releases releases = strongroom.releases();
            BootPlan plan = releases.boot(factory.compared());
            if (plan.set().isEmpty()) {
                return Firmware.of(factory, plan.remarks());
            }
            RunnableSet set = plan.set().get();
            Optional<Trial> trial = plan.trial() ? Optional.of(new Trial(releases, set)) : Optional.empty();
            List<String> remarks = new ArrayList<>(plan.remarks());
            trial.ifPresent(started -> remarks.add(started + " is started on trial, attempt " + plan.attempt() + "."));
            return new Firmware("update " + set.set().version(), image(factory, set), trial, remarks);
        } catch (IOException | IllegalArgumentException e) {
            // Whatever is wrong with updates, the image runs without them.
            return Firmware.of(factory, List.of("The updates cannot be read, so the image runs: " + e.getMessage()));
        }
    }

    private static Image image(Image factory, RunnableSet set) {
        List<ImageEntry> entries = new ArrayList<>();
        for (int i = 0; i < set.jars().size(); i++) {
            ReleasedBundle bundle = set.set().bundles().get(i);
            entries.add(new ImageEntry(
                    bundle.symbolicName(),
                    bundle.version(),
                    bundle.sha256(),
                    bundle.startLevel(),
                    set.jars().get(i).toString()));
        }
        return new Image(factory.home(), entries);
    }
}
