package org.dectory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dectory.release.KeyList;
import org.dectory.release.Signed;
import org.dectory.release.SigningKey;
import org.dectory.release.TrustedKey;

/** Writes the list of keys that appliances trust: the first one for the image, a later one to be signed and sent along with an update. */
final class KeysCommand implements Command {

    private static final String USAGE =
            "keys --root FILE... --release FILE... --out LIST [--version N] [--threshold N] [--sign FILE...]";

    private final PrintStream out;

    KeysCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException {
        Words words = Words.of(
                USAGE, List.of("--root", "--release", "--out", "--version", "--threshold", "--sign"), arguments);
        words.noWord();
        Path file = words.path("--out");
        try {
            List<TrustedKey> roots = keys(words.all("--root"));
            long threshold = words.number("--threshold", Math.min(2, Math.max(1, roots.size())));
            KeyList list = new KeyList(
                    words.number("--version", 1),
                    (int) Math.min(threshold, Integer.MAX_VALUE),
                    roots,
                    keys(words.all("--release")));
            Files.write(file, list.text());
            out.println("List " + list.version() + ": " + list.threshold() + " of " + roots.size()
                    + " root keys sign the next one, " + list.releasers().size() + " sign updates.");
            if (!words.all("--sign").isEmpty()) {
                List<SigningKey> signers = Vendor.signingKeys(words.all("--sign"));
                Files.write(
                        Vendor.signatures(file),
                        Signed.sign(list.text(), signers).signatures());
                out.println("Signed by " + signers.size() + ": " + Vendor.signatures(file));
            }
            return Main.DONE;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("The list cannot be made: " + Vendor.cause(e), e);
        }
    }

    private static List<TrustedKey> keys(List<String> files) throws IOException {
        List<TrustedKey> keys = new ArrayList<>();
        for (String file : files) {
            keys.add(TrustedKey.read(Path.of(file)));
        }
        return keys;
    }
}
