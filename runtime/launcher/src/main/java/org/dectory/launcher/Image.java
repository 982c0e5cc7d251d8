package org.dectory.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The firmware as it lies on disk: a folder of jars, and the list that says which of them run.
 *
 * @param home the folder
 * @param entries the list
 */
record Image(Path home, List<ImageEntry> entries) {

    Image {
        entries = List.copyOf(entries);
    }

    /**
     * Reads {@code image.list}.
     *
     * @throws CannotStartException if it is missing or malformed
     */
    static Image read(Path home) throws CannotStartException {
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
        return new Image(home, entries);
    }

    /** Whether a bundle of this symbolic name is in it. */
    boolean has(String symbolicName) {
        return entries.stream().anyMatch(entry -> entry.symbolicName().equals(symbolicName));
    }

    /** Where the jar of an entry lies. */
    Path jar(ImageEntry entry) {
        return home.resolve(entry.path());
    }

    /**
     * Checks every jar of the list against its digest.
     *
     * @throws CannotStartException if one is missing or not the listed one
     */
    void verify() throws CannotStartException {
        for (ImageEntry entry : entries) {
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
