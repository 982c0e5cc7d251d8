package org.dectory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.encrypted.ValueCipher;

/**
 * Encrypts a value of a user data file (PRV-08): with a public key in a file on any machine, or with that of a running appliance.
 *
 * <p>The value comes from the terminal or the input, and is no argument.
 */
final class EncryptCommand implements Command {

    private static final String USAGE = "usage: dectory encrypt [--key FILE] [--for KEY]"
            + " (the value is asked for, or read from the input; KEY such as UD_Pin checks it first)";

    private final PrintStream out;
    private final HiddenInput input;

    EncryptCommand(PrintStream out, HiddenInput input) {
        this.out = out;
        this.input = input;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Optional<String> file = Optional.empty();
        Optional<UserDataKey> target = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            switch (rest.next()) {
                case "--key" -> file = Optional.of(value(rest));
                case "--for" -> target = Optional.of(secretKey(value(rest)));
                default -> throw CommandException.misuse(USAGE);
            }
        }
        PublicKey key = key(file.isPresent() ? text(file.get()) : new Api(place).file("/api/v1/value-keys/current"));
        byte[] value = input.read();
        try {
            check(value, target);
            out.println(target.map(each -> each.key() + "=").orElse("") + ValueCipher.encrypt(key, value));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() + ".", e);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
        return Main.DONE;
    }

    private static String value(Iterator<String> rest) throws CommandException {
        if (!rest.hasNext()) {
            throw CommandException.misuse(USAGE);
        }
        return rest.next();
    }

    private static UserDataKey secretKey(String name) throws CommandException {
        return UserDataKey.find(name)
                .filter(UserDataKey::isSecret)
                .orElseThrow(() -> CommandException.misuse(name + " cannot be encrypted; these can: "
                        + String.join(
                                ", ",
                                Arrays.stream(UserDataKey.values())
                                        .filter(UserDataKey::isSecret)
                                        .map(UserDataKey::key)
                                        .toList())
                        + "."));
    }

    private static String text(String file) throws CommandException {
        try {
            // An octet that is no ASCII is no part of a key, and hurts nobody around one.
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException e) {
            throw new CommandException("The key cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static PublicKey key(String pem) throws CommandException {
        try {
            return ValueCipher.publicKey(pem);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() + ".", e);
        }
    }

    /** Never repeats the value. */
    private static void check(byte[] value, Optional<UserDataKey> target) throws CommandException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandException("The value is no text in UTF-8.", e);
        }
        if (text.isEmpty()) {
            throw new CommandException("There is nothing to encrypt.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new CommandException("The value has control characters, or is more than one line.");
        }
        if (target.isPresent()) {
            checkType(text, target.get());
        }
    }

    private static void checkType(String text, UserDataKey key) throws CommandException {
        try {
            String unused = key.type().canonical(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "The value is none for " + key.key() + " (expected: "
                            + key.type().expected() + ").",
                    e);
        }
    }
}
