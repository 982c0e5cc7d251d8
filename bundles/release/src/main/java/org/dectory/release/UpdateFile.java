package org.dectory.release;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An update as it travels, a {@code .dup} file: a zip archive of {@code release.set}, {@code release.sig}, newer lists of keys
 * ({@code keys/VERSION.list}, {@code keys/VERSION.sig}), and {@code bundles/SHA256.jar} for the jars that appliances may not have.
 *
 * <p>Everything in it is hostile until proved otherwise: names and sizes are judged before anything is unpacked, and nothing is read
 * further than its limit.
 */
final class UpdateFile implements AutoCloseable {

    static final String SET = "release.set";
    static final String SIGNATURES = "release.sig";

    /** The longest file, and the most that it may hold, in bytes. */
    static final long MAXIMUM_LENGTH = 256L * 1024 * 1024;

    /** The longest text of a set, in bytes. */
    private static final int MAXIMUM_SET = 512 * 1024;

    /** The longest of all other texts: lists of keys, and signatures, of which all may be in the memory at once. */
    private static final int MAXIMUM_TEXT = 8 * 1024;

    private static final int MAXIMUM_LISTS = 32;
    private static final int MAXIMUM_ENTRIES = ReleaseSet.MAXIMUM_BUNDLES + 2 + 2 * MAXIMUM_LISTS;
    private static final Pattern BUNDLE = Pattern.compile("bundles/([0-9a-f]{64})\\.jar");
    private static final Pattern KEYS = Pattern.compile("keys/([1-9][0-9]{0,14})\\.(list|sig)");
    private static final Pattern TRICK =
            Pattern.compile("(.*[/\\\\])?\\.\\.?([/\\\\].*)?|[/\\\\].*|.*[\\\\:\\p{Cntrl}].*");

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private UpdateFile(ZipFile zip, Map<String, ZipEntry> entries) {
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens a file and judges the names and sizes of what is in it.
     *
     * @throws IOException if it cannot be read at all
     * @throws RefusedException if it is no such archive, or holds what it must not
     */
    static UpdateFile open(Path file) throws IOException, RefusedException {
        long length = Files.size(file);
        if (length > MAXIMUM_LENGTH) {
            throw new RefusedException(Refusal.TOO_LARGE, length + " bytes, at most " + MAXIMUM_LENGTH);
        }
        ArchiveEnds.check(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new RefusedException(Refusal.BROKEN_ARCHIVE, String.valueOf(e.getMessage()), e);
        }
        try {
            return new UpdateFile(zip, judged(zip));
        } catch (RefusedException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, ZipEntry> judged(ZipFile zip) throws RefusedException {
        if (zip.size() > MAXIMUM_ENTRIES) {
            throw new RefusedException(Refusal.TOO_LARGE, zip.size() + " entries, at most " + MAXIMUM_ENTRIES);
        }
        Map<String, ZipEntry> entries = new HashMap<>();
        long total = 0;
        int lists = 0;
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            if (TRICK.matcher(name).matches()) {
                throw new RefusedException(Refusal.FORBIDDEN_NAME, printable(name));
            }
            boolean bundle = BUNDLE.matcher(name).matches();
            if (!bundle
                    && !name.equals(SET)
                    && !name.equals(SIGNATURES)
                    && !KEYS.matcher(name).matches()) {
                throw new RefusedException(Refusal.UNEXPECTED_ENTRY, printable(name));
            }
            if (entries.put(name, entry) != null) {
                throw new RefusedException(Refusal.UNEXPECTED_ENTRY, name + " is there twice");
            }
            lists += name.endsWith(".list") ? 1 : 0;
            if (lists > MAXIMUM_LISTS) {
                throw new RefusedException(Refusal.TOO_LARGE, "more than " + MAXIMUM_LISTS + " lists of keys");
            }
            long limit = bundle ? ReleasedBundle.MAXIMUM_LENGTH : limit(name);
            total += Math.max(0, entry.getSize());
            if (entry.getSize() > limit || total > MAXIMUM_LENGTH) {
                throw new RefusedException(Refusal.TOO_LARGE, name + " says that it has " + entry.getSize() + " bytes");
            }
        }
        return entries;
    }

    private static int limit(String text) {
        return text.equals(SET) ? MAXIMUM_SET : MAXIMUM_TEXT;
    }

    /** The set and its signatures, of which nothing is verified yet. */
    Signed set() throws IOException, RefusedException {
        if (!entries.containsKey(SET)) {
            throw new RefusedException(Refusal.NOT_AN_UPDATE, "there is no " + SET + " in it");
        }
        if (!entries.containsKey(SIGNATURES)) {
            throw new RefusedException(Refusal.UNSIGNED, "there is no " + SIGNATURES + " in it");
        }
        return signed(SET, SIGNATURES, Refusal.UNSIGNED);
    }

    /** The lists of keys that come along, the oldest first, of which nothing is verified yet. */
    List<Signed> keyLists() throws IOException, RefusedException {
        TreeMap<Long, String> versions = new TreeMap<>();
        for (String name : entries.keySet()) {
            Matcher keys = KEYS.matcher(name);
            if (keys.matches()) {
                versions.put(Long.parseLong(keys.group(1)), "keys/" + keys.group(1));
            }
        }
        List<Signed> lists = new ArrayList<>();
        for (String name : versions.values()) {
            lists.add(signed(name + ".list", name + ".sig", Refusal.KEYS_NOT_TRUSTED));
        }
        return lists;
    }

    private Signed signed(String text, String signatures, Refusal otherwise) throws IOException, RefusedException {
        byte[] content = read(text);
        byte[] beside = read(signatures);
        try {
            return Signed.of(content, beside);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(otherwise, signatures + ": " + e.getMessage(), e);
        }
    }

    /** The jars that it holds, by digest. */
    List<String> bundles() {
        List<String> digests = new ArrayList<>();
        for (String name : entries.keySet()) {
            Matcher bundle = BUNDLE.matcher(name);
            if (bundle.matches()) {
                digests.add(bundle.group(1));
            }
        }
        Collections.sort(digests);
        return digests;
    }

    boolean holds(ReleasedBundle bundle) {
        return entries.containsKey(name(bundle));
    }

    /**
     * A jar, of which nothing is verified yet but that it does not go on after its length.
     *
     * @throws RefusedException if it says itself that it is longer
     */
    InputStream bundle(ReleasedBundle bundle) throws IOException, RefusedException {
        ZipEntry entry = entry(name(bundle), Refusal.BUNDLE_MISSING);
        if (entry.getSize() > bundle.length()) {
            throw new RefusedException(
                    Refusal.TOO_LARGE, bundle + " has " + entry.getSize() + " bytes, not " + bundle.length());
        }
        return new Limited(zip.getInputStream(entry), bundle.length());
    }

    private static String name(ReleasedBundle bundle) {
        return "bundles/" + bundle.sha256() + ".jar";
    }

    private byte[] read(String name) throws IOException, RefusedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new Limited(zip.getInputStream(entry(name, Refusal.UNEXPECTED_ENTRY)), limit(name))) {
            in.transferTo(out);
        } catch (Limited.OverflowException e) {
            throw new RefusedException(Refusal.TOO_LARGE, name + " unpacks to more than it says", e);
        } catch (ZipException | EOFException e) {
            throw new RefusedException(Refusal.BROKEN_ARCHIVE, name + ": " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private ZipEntry entry(String name, Refusal otherwise) throws RefusedException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new RefusedException(otherwise, "there is no " + name + " in it");
        }
        return entry;
    }

    private static String printable(String name) {
        String text = name.replaceAll("[^ -~]", "?");
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** A stream that does not go on after so many bytes. */
    static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            if (octet >= 0) {
                count(1);
            }
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private void count(int octets) throws OverflowException {
            left -= octets;
            if (left < 0) {
                throw new OverflowException();
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** More came than was announced. */
        static final class OverflowException extends IOException {

            private static final long serialVersionUID = 1;

            OverflowException() {
                super("more comes than was announced");
            }
        }
    }
}
