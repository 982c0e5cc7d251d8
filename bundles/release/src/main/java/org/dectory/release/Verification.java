package org.dectory.release;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipException;

/**
 * Judges an update: who signed it first, then what it says, then whether it is what it says. It changes nothing.
 *
 * @param factory the appliance it is to run on
 * @param state where that stands
 * @param running what it runs
 * @param present whether it has a jar already, whole
 * @param now the time, if it can be trusted; without it nothing expires
 */
record Verification(
        Factory factory,
        ReleaseState state,
        List<ReleasedBundle> running,
        Predicate<ReleasedBundle> present,
        Optional<Instant> now) {

    /** The bundle that takes updates in. An image without it takes none. */
    private static final String UPDATER = "org.dectory.fieldupdate";

    /**
     * An update that may come in.
     *
     * @param text the signed text of its set
     * @param set what that says
     * @param signers the identities of the trusted keys that signed it
     * @param keyLists the lists of keys that came along and are newer than the known ones
     * @param missing the bundles that the appliance does not have yet
     */
    record Verified(
            Signed text, ReleaseSet set, List<String> signers, List<Signed> keyLists, List<ReleasedBundle> missing) {}

    Verified verify(UpdateFile file, Trust known) throws IOException, RefusedException {
        Signed text = file.set();
        List<Signed> newer = newer(known, file.keyLists());
        Trust trust = rotated(known, newer);
        List<String> signers = trust.signers(text);
        ReleaseSet set = understood(text);
        checkFit(set);
        checkAge(text.id(), set, KeyList.ids(trust.releasers()));
        checkVersions(set);
        checkContents(file, set);
        List<ReleasedBundle> missing =
                set.bundles().stream().filter(present.negate()).toList();
        for (ReleasedBundle bundle : missing) {
            if (!file.holds(bundle)) {
                throw new RefusedException(
                        Refusal.BUNDLE_MISSING, bundle + " is neither in the file nor on the appliance");
            }
        }
        return new Verified(text, set, signers, newer, missing);
    }

    private static List<Signed> newer(Trust known, List<Signed> lists) {
        return lists.stream().filter(list -> version(list) > known.version()).toList();
    }

    /** Follows those lists that are newer than what is known. */
    static Trust rotated(Trust known, List<Signed> lists) throws RefusedException {
        Trust trust = known;
        for (Signed list : newer(known, lists)) {
            trust = trust.rotate(list);
        }
        return trust;
    }

    /** What a list says of its version before it is proved; the highest if it cannot be understood. */
    static long version(Signed list) {
        try {
            return KeyList.parse(list.text()).version();
        } catch (IllegalArgumentException e) {
            return Long.MAX_VALUE;
        }
    }

    static ReleaseSet understood(Signed text) throws RefusedException {
        try {
            return ReleaseSet.parse(text.text());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.MALFORMED_SET, String.valueOf(e.getMessage()), e);
        }
    }

    private void checkFit(ReleaseSet set) throws RefusedException {
        if (!set.product().equals(factory.product())) {
            throw new RefusedException(Refusal.OTHER_PRODUCT, set.product() + ", this is " + factory.product());
        }
        if (!set.hardware().contains(factory.hardware())) {
            throw new RefusedException(Refusal.OTHER_HARDWARE, set.hardware() + ", this is " + factory.hardware());
        }
        if (has(factory.bundles(), UPDATER) && !has(set.bundles(), UPDATER)) {
            throw new RefusedException(Refusal.NO_UPDATER, UPDATER);
        }
        if (set.platform() > Factory.PLATFORM) {
            throw new RefusedException(Refusal.NEEDS_NEWER_PLATFORM, set.platform() + ", this has " + Factory.PLATFORM);
        }
    }

    private static boolean has(List<ReleasedBundle> bundles, String symbolicName) {
        return bundles.stream().anyMatch(bundle -> bundle.symbolicName().equals(symbolicName));
    }

    private void checkAge(String id, ReleaseSet set, Set<String> trusted) throws RefusedException {
        Optional<Instant> expires = set.expires();
        if (now.isPresent() && expires.isPresent() && !now.get().isBefore(expires.get())) {
            throw new RefusedException(Refusal.EXPIRED, "at " + expires.get());
        }
        if (state.current().equals(Optional.of(id)) || state.trial().equals(Optional.of(id))) {
            throw new RefusedException(Refusal.ALREADY_RUNNING, "version " + set.version());
        }
        if (set.version() <= factory.version()) {
            throw new RefusedException(
                    Refusal.OLDER, "version " + set.version() + ", the image has " + factory.version());
        }
        // What a key that is trusted no more has signed does not count: a stolen key must not block the numbers for
        // ever.
        for (String key : state.accepted().keySet()) {
            ReleaseState.Accepted accepted = state.accepted().get(key);
            if (accepted == null || !trusted.contains(key)) {
                continue;
            }
            if (set.version() < accepted.version()) {
                throw new RefusedException(
                        Refusal.OLDER,
                        "version " + set.version() + ", version " + accepted.version() + " was accepted");
            }
            if (set.version() == accepted.version() && !accepted.set().equals(id)) {
                throw new RefusedException(Refusal.VERSION_REUSED, "version " + set.version());
            }
        }
    }

    private void checkVersions(ReleaseSet set) throws RefusedException {
        for (ReleasedBundle bundle : set.bundles()) {
            for (ReleasedBundle other : running) {
                if (bundle.sameVersion(other) && !bundle.sha256().equals(other.sha256())) {
                    throw new RefusedException(Refusal.BUNDLE_VERSION_REUSED, bundle.toString());
                }
            }
        }
    }

    /** Whether every jar in the file is one that the set names. */
    static void checkContents(UpdateFile file, ReleaseSet set) throws IOException, RefusedException {
        Set<String> named = new HashSet<>();
        for (ReleasedBundle bundle : set.bundles()) {
            named.add(bundle.sha256());
            if (file.holds(bundle)) {
                checkContent(file, bundle);
            }
        }
        for (String digest : file.bundles()) {
            if (!named.contains(digest)) {
                throw new RefusedException(Refusal.UNEXPECTED_ENTRY, "the set does not name " + digest);
            }
        }
    }

    private static void checkContent(UpdateFile file, ReleasedBundle bundle) throws IOException, RefusedException {
        MessageDigest digest = Digests.sha256();
        try (InputStream in = new DigestInputStream(file.bundle(bundle), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (UpdateFile.Limited.OverflowException e) {
            throw new RefusedException(Refusal.TOO_LARGE, bundle + " unpacks to more than it says", e);
        } catch (ZipException | EOFException e) {
            throw new RefusedException(Refusal.BUNDLE_ALTERED, bundle + ": " + e.getMessage(), e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(bundle.sha256())) {
            throw new RefusedException(Refusal.BUNDLE_ALTERED, bundle.toString());
        }
    }
}
