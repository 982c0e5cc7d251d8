package org.dectory.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where the texts of accepted sets, and lists of keys, lie with their signatures; and what they are worth when they are read again. */
final class SetFolder {

    private final ContentStore sets;
    private final ContentStore keys;
    private final ContentStore store;
    private final Path keyFolder;
    private final Factory factory;

    SetFolder(Disk disk, Path folder, Factory factory) {
        sets = new ContentStore(disk, folder.resolve("sets"));
        keyFolder = folder.resolve("keys");
        keys = new ContentStore(disk, keyFolder);
        store = new ContentStore(disk, folder.resolve("store"));
        this.factory = factory;
    }

    /** The jars that came with updates. */
    ContentStore store() {
        return store;
    }

    ContentStore sets() {
        return sets;
    }

    void add(Signed set) throws IOException {
        // The text last: with it the set is there.
        sets.add(set.id() + ".sig", set.signatures());
        sets.add(set.id() + ".set", set.text());
    }

    void addKeys(Signed list) throws IOException {
        long version = KeyList.parse(list.text()).version();
        keys.add(version + ".sig", list.signatures());
        keys.add(version + ".list", list.text());
    }

    /** Follows the chain of lists of keys from the image's to the newest; it ends before one that is damaged. */
    Trust trust() {
        Trust trust = Trust.of(factory.keys());
        for (String version : versions()) {
            try {
                trust = trust.rotate(Signed.of(
                        Files.readAllBytes(keys.file(version + ".list")),
                        Files.readAllBytes(keys.file(version + ".sig"))));
            } catch (IOException | IllegalArgumentException | RefusedException e) {
                // Damaged, or older than a newer image's: a later one may still follow from what is trusted so far.
            }
        }
        return trust;
    }

    private List<String> versions() {
        TreeMap<Long, String> versions = new TreeMap<>();
        String[] names = keyFolder.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (name.matches("[1-9][0-9]{0,14}\\.list")) {
                String version = name.substring(0, name.length() - ".list".length());
                versions.put(Long.parseLong(version), version);
            }
        }
        return new ArrayList<>(versions.values());
    }

    /**
     * Reads a set.
     *
     * @throws UnusableException if it is missing, altered, or not signed by anyone who was ever trusted
     */
    ReleaseSet read(String id) throws UnusableException {
        try {
            Signed text =
                    Signed.of(Files.readAllBytes(sets.file(id + ".set")), Files.readAllBytes(sets.file(id + ".sig")));
            if (!text.id().equals(id)) {
                throw new UnusableException(RollbackReason.DAMAGED, "the text of set " + id + " was altered");
            }
            if (!trust().everSigned(text)) {
                throw new UnusableException(RollbackReason.DAMAGED, "the signature of set " + id + " is wrong");
            }
            return ReleaseSet.parse(text.text());
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableException(RollbackReason.DAMAGED, "set " + id + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Finds all jars of a set: in the image if it has them, else in the store.
     *
     * @param compared jars of the image that have the listed digests, as was seen just now
     * @throws UnusableException if one is missing or altered, or the set does not belong on this appliance
     */
    RunnableSet runnable(String id, Set<Path> compared) throws UnusableException {
        ReleaseSet set = read(id);
        if (!set.product().equals(factory.product()) || !set.hardware().contains(factory.hardware())) {
            throw new UnusableException(RollbackReason.DAMAGED, "set " + set.version() + " is for another appliance");
        }
        if (set.version() <= factory.version()) {
            throw new UnusableException(
                    RollbackReason.SUPERSEDED, "the image has version " + factory.version() + " itself");
        }
        List<Path> jars = new ArrayList<>();
        for (ReleasedBundle bundle : set.bundles()) {
            jars.add(jar(bundle, compared)
                    .orElseThrow(() -> new UnusableException(
                            RollbackReason.DAMAGED,
                            "the jar of " + bundle + " in set " + set.version() + " is missing or altered")));
        }
        return new RunnableSet(id, set, jars);
    }

    /** Finds a jar that is whole: in the image, else in the store. */
    Optional<Path> jar(ReleasedBundle bundle) {
        return jar(bundle, Set.of());
    }

    private Optional<Path> jar(ReleasedBundle bundle, Set<Path> compared) {
        Path inImage = factory.jars().get(bundle.sha256());
        if (inImage != null && (compared.contains(inImage) || ContentStore.isWhole(inImage, bundle))) {
            return Optional.of(inImage);
        }
        return store.holds(bundle) ? Optional.of(store.jar(bundle)) : Optional.empty();
    }

    /** A set that cannot run as it is. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1;

        private final RollbackReason reason;

        UnusableException(RollbackReason reason, String message) {
            super(message);
            this.reason = reason;
        }

        RollbackReason reason() {
            return reason;
        }
    }
}
