package org.dectory.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dectory.release.Signed;
import org.dectory.release.SigningKey;
import org.jspecify.annotations.Nullable;

/** What lies on the desk of a vendor: keys, and lists of keys with their signatures beside them. */
final class Vendor {

    private Vendor() {}

    static List<SigningKey> signingKeys(List<String> files) throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (String file : files) {
            keys.add(SigningKey.read(Path.of(file)));
        }
        return keys;
    }

    /** What went wrong, in words: the message of an error of the file system is the name of the file alone. */
    static String cause(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            @Nullable Path folder = Path.of(missing.getFile()).toAbsolutePath().getParent();
            return folder == null || Files.isDirectory(folder)
                    ? "there is no " + missing.getFile()
                    : "there is no folder " + folder;
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " is not open to you";
        }
        return String.valueOf(failure.getMessage());
    }

    /** Where the signatures of a list lie. */
    static Path signatures(Path list) {
        return Path.of(list + ".sig");
    }

    static Signed signedList(Path list) throws IOException {
        return Signed.of(Files.readAllBytes(list), Files.readAllBytes(signatures(list)));
    }
}
