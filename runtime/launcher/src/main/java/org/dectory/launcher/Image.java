package org.dectory.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The firmware as it lies on disk: a folder of jars, and the list that says which of them run.
 *
 * @param home the folder
 * @param entries the list
 * @param compared the jars that somebody compared with their digests just now, so that this start need not
 */
record Image(Path home, List<ImageEntry> entries, Set<Path> compared) {

    Image {
        entries = List.copyOf(entries);
        compared = Set.copyOf(compared);
    }

    /** One of which no jar was compared yet. */
    Image(Path home, List<ImageEntry> entries) {
        this(home, entries, Set.of());
    }

    /** Reads it, without any sums. */
    static Image read(Path home) throws CannotStartException {
        return read(home, "");
    }

    /**
     * Reads {@code image.list}.
     *
     * @param sums digests that were taken just now, as {@code sha256sum} prints them in the image's folder: a jar with its
     *     listed digest there counts as compared, and nothing else that it says counts
     * @throws CannotStartException if the list is missing or malformed
     */
    static Image read(Path home, String sums) throws CannotStartException {
        Path list = home.resolve("image.list");
        List<ImageEntry> entries = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(list)) {
                entries.add(ImageEntry.parse(line));
            }
        } catch (IOException e) {
            throw new CannotStartException("There is no image in " + home + ": " + list + " cannot be read.", e);
        } catch (IllegalArgumentException e) {
            throw new CannotStartException("The image in " + home + " is damaged: " + e.getMessage(), e);
        }
        Set<String> lines = new HashSet<>(Arrays.asList(sums.split("\n")));
        Set<Path> compared = new HashSet<>();
        for (ImageEntry entry : entries) {
            if (lines.contains(entry.sha256() + "  " + entry.path())) {
                compared.add(home.resolve(entry.path()));
            }
        }
        return new Image(home, entries, compared);
    }

    /** Whether a bundle of this symbolic name is in it. */
    boolean has(String symbolicName) {
        return entries.stream().anyMatch(entry -> entry.symbolicName().equals(symbolicName));
    }

    /** Where the jar of an entry lies. */
    Path jar(ImageEntry entry) {
        return home.resolve(entry.path());
    }

    /** The same for a later start, to which what was compared before this one says nothing. */
    Image anew() {
        return new Image(home, entries);
    }

    /**
     * Checks every jar of the list against its digest, but for those that were compared already.
     *
     * @throws CannotStartException if one is missing or not the listed one
     */
    void verify() throws CannotStartException {
        for (ImageEntry entry : entries) {
            if (compared.contains(jar(entry))) {
                continue;
            }
            String found;
            try {
                found = digest(jar(entry));
            } catch (IOException e) {
                throw new CannotStartException(
                        "The image is incomplete: " + jar(entry) + " of " + entry + " cannot be read.", e);
            }
            if (!found.equals(entry.sha256())) {
                throw new CannotStartException("The image is damaged: " + jar(entry) + " is not the listed " + entry
                        + " (sha256 " + found + ", expected: " + entry.sha256() + ").");
            }
        }
    }

    /** The SHA-256 of a jar, in small hexadecimal digits. */
    static String digest(Path jar) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
