package org.dectory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dectory.release.Factory;
import org.dectory.release.Inspection;
import org.dectory.release.RefusedException;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Signed;
import org.dectory.release.SigningKey;
import org.dectory.release.UpdateWriter;

/** Makes a signed update of an image: its set, and the jars that appliances do not have. */
final class ReleaseCommand implements Command {

    private static final String USAGE = "release --image DIR --version N --key FILE... --out FILE [--previous DIR|FILE]"
            + " [--add JAR...] [--remove NAME...] [--hardware NAME...] [--expires DAYS] [--keys LIST...]";

    /** When bundles start that come in anew: with those that the product has of this kind. */
    private static final int START_LEVEL = 5;

    /** Takes updates in. */
    private static final String UPDATER = "org.dectory.fieldupdate";

    private final PrintStream out;
    private final Clock clock;

    ReleaseCommand(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException {
        Words words = Words.of(
                USAGE,
                List.of(
                        "--image",
                        "--version",
                        "--key",
                        "--out",
                        "--previous",
                        "--add",
                        "--remove",
                        "--hardware",
                        "--expires",
                        "--keys"),
                arguments);
        words.noWord();
        try {
            List<SigningKey> keys = Vendor.signingKeys(words.all("--key"));
            if (keys.isEmpty()) {
                throw words.misuse();
            }
            Factory image = Factory.read(words.path("--image"));
            Map<String, Path> added = new LinkedHashMap<>();
            ReleaseSet set = set(image, bundles(image, words, added), words);
            Optional<String> previous = words.find("--previous");
            List<ReleasedBundle> known = previous.isPresent() ? bundles(Path.of(previous.get())) : List.of();
            checkVersions(set, known);
            List<Signed> lists = new ArrayList<>();
            for (String list : words.all("--keys")) {
                lists.add(Vendor.signedList(Path.of(list)));
            }
            Path file = words.path("--out");
            UpdateWriter.write(file, Signed.sign(set.text(), keys), lists, jars(image, added, set, known));
            Summary.print(out, Inspection.of(file, Optional.empty()));
            return Main.DONE;
        } catch (IOException | IllegalArgumentException | RefusedException e) {
            throw new CommandException("The update cannot be made: " + Vendor.cause(e), e);
        }
    }

    /** The image's bundles, but for those that are added or go; {@code added} gets the jars that come in, by digest. */
    private static List<ReleasedBundle> bundles(Factory image, Words words, Map<String, Path> added)
            throws IOException, CommandException {
        List<ReleasedBundle> bundles = new ArrayList<>(image.bundles());
        for (String name : words.all("--remove")) {
            if (name.equals(UPDATER)) {
                throw new CommandException(
                        "Without " + name + " no update could follow, and appliances would refuse this one.");
            }
            if (!bundles.removeIf(bundle -> bundle.symbolicName().equals(name))) {
                throw new CommandException("The image has no bundle " + name + ".");
            }
        }
        for (String file : words.all("--add")) {
            Path jar = Path.of(file);
            ReleasedBundle bundle = ReleasedBundle.of(jar, START_LEVEL);
            added.put(bundle.sha256(), jar);
            int at = names(bundles).indexOf(bundle.symbolicName());
            if (at < 0) {
                bundles.add(bundle);
            } else {
                bundles.set(at, ReleasedBundle.of(jar, bundles.get(at).startLevel()));
            }
        }
        return bundles;
    }

    private static List<String> names(List<ReleasedBundle> bundles) {
        return bundles.stream().map(ReleasedBundle::symbolicName).toList();
    }

    private ReleaseSet set(Factory image, List<ReleasedBundle> bundles, Words words) throws CommandException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> expires = words.all("--expires").isEmpty()
                ? Optional.empty()
                : Optional.of(now.plus(Duration.ofDays(words.number("--expires"))));
        Set<String> hardware = new TreeSet<>(words.all("--hardware"));
        return new ReleaseSet(
                image.product(),
                hardware.isEmpty() ? Set.of(image.hardware()) : hardware,
                words.number("--version"),
                Factory.PLATFORM,
                now,
                expires,
                bundles);
    }

    /** The bundles of an image, or of an update. */
    private static List<ReleasedBundle> bundles(Path previous) throws IOException, RefusedException {
        return Files.isDirectory(previous)
                ? Factory.read(previous).bundles()
                : Inspection.of(previous, Optional.empty()).set().bundles();
    }

    private static void checkVersions(ReleaseSet set, List<ReleasedBundle> known) throws CommandException {
        List<String> reused = new ArrayList<>();
        for (ReleasedBundle bundle : set.bundles()) {
            for (ReleasedBundle other : known) {
                if (bundle.sameVersion(other) && !bundle.sha256().equals(other.sha256())) {
                    reused.add(bundle.toString());
                }
            }
        }
        if (!reused.isEmpty()) {
            throw new CommandException("These have changed without a new version, and appliances would refuse them: "
                    + String.join(", ", reused) + ".");
        }
    }

    private static List<Path> jars(Factory image, Map<String, Path> added, ReleaseSet set, List<ReleasedBundle> known) {
        Set<String> there = known.stream().map(ReleasedBundle::sha256).collect(Collectors.toSet());
        return set.bundles().stream()
                .map(ReleasedBundle::sha256)
                .filter(digest -> !there.contains(digest))
                .flatMap(digest -> Optional.ofNullable(
                        added.getOrDefault(digest, image.jars().get(digest)))
                        .stream())
                .toList();
    }
}
