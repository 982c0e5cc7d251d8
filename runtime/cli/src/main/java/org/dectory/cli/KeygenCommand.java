package org.dectory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.dectory.release.SigningKey;

/** Makes a pair of keys for a vendor. */
final class KeygenCommand implements Command {

    private final PrintStream out;

    KeygenCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException {
        Path file = Path.of(Words.of("keygen FILE", List.of(), arguments).word());
        Path publicFile = Path.of(file + ".pub");
        SigningKey key = SigningKey.generate();
        try {
            key.write(file);
            Files.writeString(publicFile, key.publicPem(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(e.getMessage() + " is there already; no key is ever overwritten.", e);
        } catch (IOException e) {
            throw new CommandException("The key cannot be written: " + Vendor.cause(e), e);
        }
        out.println("Key " + key.trusted().id() + ": keep " + file + " secret, give " + publicFile + " away.");
        return Main.DONE;
    }
}
