package org.dectory.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dectory.release.Signed;
import org.dectory.release.SigningKey;

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

    /** Where the signatures of a list lie. */
    static Path signatures(Path list) {
        return Path.of(list + ".sig");
    }

    static Signed signedList(Path list) throws IOException {
        return Signed.of(Files.readAllBytes(list), Files.readAllBytes(signatures(list)));
    }
}
