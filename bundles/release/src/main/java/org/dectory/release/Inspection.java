package org.dectory.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an update is, seen from outside an appliance: at the desk of the vendor, or before it is sent.
 *
 * @param id the name of its set
 * @param set its set
 * @param signers the keys that signed it, of those that are trusted; nobody if no list of keys was given
 * @param keyLists the versions of the lists of keys that come along
 * @param brought the bundles that come along; appliances must have the others
 */
public record Inspection(
        String id, ReleaseSet set, List<String> signers, List<Long> keyLists, List<ReleasedBundle> brought) {

    public Inspection {
        signers = List.copyOf(signers);
        keyLists = List.copyOf(keyLists);
        brought = List.copyOf(brought);
    }

    /**
     * Looks at an update: at all that does not depend on the appliance.
     *
     * @param file the update
     * @param keys whom to trust; without it nothing is said about who signed it
     * @throws IOException if the file cannot be read
     * @throws RefusedException if no appliance would take it
     */
    public static Inspection of(Path file, Optional<KeyList> keys) throws IOException, RefusedException {
        try (UpdateFile update = UpdateFile.open(file)) {
            Signed text = update.set();
            List<Signed> lists = update.keyLists();
            List<String> signers = List.of();
            if (keys.isPresent()) {
                Trust trust = Trust.of(keys);
                signers = Verification.rotated(trust, lists).signers(text);
            }
            ReleaseSet set = Verification.understood(text);
            Verification.checkContents(update, set);
            return new Inspection(
                    text.id(),
                    set,
                    signers,
                    lists.stream().map(Verification::version).toList(),
                    set.bundles().stream().filter(update::holds).toList());
        }
    }
}
