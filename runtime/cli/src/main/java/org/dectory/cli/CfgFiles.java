package org.dectory.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.cfg.CfgParser;
import org.dectory.cfg.FileKind;
import org.dectory.cfg.ValueOpener;

/** Reads the files that are to be checked, and notes which cannot be read. Used by one thread. */
final class CfgFiles {

    static final String COMMON = "user_common.cfg";

    /** What an appliance takes if nothing else was set. */
    private static final int MOST_BYTES = 256 * 1024;

    private final List<String> unreadable = new ArrayList<>();

    /** Reads what is asked for; the common file, if there is one, is the first. */
    List<CheckedFile> read(CheckRequest request) {
        Map<Path, FileKind> kinds = new LinkedHashMap<>();
        request.common().flatMap(this::path).ifPresent(path -> kinds.put(path, FileKind.COMMON));
        boolean commonIsNamed = request.common().isPresent();
        for (String word : request.files()) {
            path(word)
                    .ifPresent(path ->
                            expanded(path).forEach(file -> kinds.putIfAbsent(file, kind(file, commonIsNamed))));
        }
        List<CheckedFile> files = new ArrayList<>();
        kinds.forEach((path, kind) -> read(path, kind, files));
        files.sort((one, other) -> one.kind().compareTo(other.kind()));
        return files;
    }

    /** What could not be read and why, in whole sentences. */
    List<String> unreadable() {
        return unreadable;
    }

    private static FileKind kind(Path file, boolean commonIsNamed) {
        return !commonIsNamed && name(file).equals(COMMON) ? FileKind.COMMON : FileKind.USER;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private Optional<Path> path(String word) {
        try {
            return Optional.of(Path.of(word));
        } catch (InvalidPathException e) {
            unreadable.add(word + " can be no file.");
            return Optional.empty();
        }
    }

    private List<Path> expanded(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path, "*.cfg")) {
            stream.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            unreadable.add("The folder " + path + " cannot be read.");
        }
        files.sort(Path::compareTo);
        return files;
    }

    private void read(Path path, FileKind kind, List<CheckedFile> files) {
        try (InputStream in = Files.newInputStream(path)) {
            // One more than is taken: the reader then says that it is too large.
            ByteBuffer content = ByteBuffer.wrap(in.readNBytes(MOST_BYTES + 1));
            files.add(new CheckedFile(
                    path.toString(),
                    name(path),
                    kind,
                    CfgParser.parse(content, kind, MOST_BYTES, ValueOpener.NO_KEYS)));
        } catch (NoSuchFileException e) {
            unreadable.add("There is no file " + path + ".");
        } catch (IOException e) {
            unreadable.add(path + " cannot be read: " + e.getMessage() + ".");
        }
    }
}
