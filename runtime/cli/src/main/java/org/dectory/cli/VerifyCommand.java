package org.dectory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dectory.release.Inspection;
import org.dectory.release.KeyList;
import org.dectory.release.RefusedException;

/** Says what an update is, and whether it is sound; by the keys of the image if no others are named. */
final class VerifyCommand implements Command {

    private final PrintStream out;

    VerifyCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException {
        Words words = Words.of("verify FILE [--keys LIST]", List.of("--keys"), arguments);
        Path keys = words.find("--keys").map(Path::of).orElse(place.home().resolve("release/keys.list"));
        try {
            Optional<KeyList> trusted = !words.all("--keys").isEmpty() || Files.exists(keys)
                    ? Optional.of(KeyList.parse(Files.readAllBytes(keys)))
                    : Optional.empty();
            Inspection found = Inspection.of(Path.of(words.word()), trusted);
            Summary.print(out, found);
            if (trusted.isEmpty()) {
                throw new CommandException(
                        "Who signed it cannot be told without a list of keys; name one with --keys.");
            }
            out.println("signed by " + String.join(", ", found.signers()) + ", as list "
                    + trusted.get().version() + " of keys demands");
            return Main.DONE;
        } catch (RefusedException e) {
            throw new CommandException(e.getMessage() + " [" + e.reason() + "]", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("This cannot be verified: " + Vendor.cause(e), e);
        }
    }
}
