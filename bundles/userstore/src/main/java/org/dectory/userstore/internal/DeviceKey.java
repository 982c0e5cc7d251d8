package org.dectory.userstore.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.dectory.api.store.StoreException;

/**
 * The key under which secrets are encrypted, in a file of its own beside the database: 32 octets, AES-256.
 *
 * <p>It is made once. A database whose key is lost is refused; a new key would make all PINs and keys of phones worthless
 * in silence.
 */
final class DeviceKey {

    private static final int LENGTH = 32;

    private DeviceKey() {}

    /**
     * Reads the key, or makes one for a database that is new.
     *
     * @param file where it is
     * @param newDatabase whether there are no secrets yet
     * @return a cipher under the key
     * @throws StoreException if it is missing, or no key
     */
    static SecretCipher open(Path file, boolean newDatabase) {
        SecureRandom random = new SecureRandom();
        try {
            if (!Files.exists(file)) {
                if (!newDatabase) {
                    throw new StoreException("The device key " + file + " is missing: PINs and keys of phones cannot be"
                            + " read. Put the key that belongs to this database back");
                }
                byte[] octets = new byte[LENGTH];
                random.nextBytes(octets);
                PrivateFiles.write(file, octets);
                return cipher(octets, random);
            }
            PrivateFiles.restrict(file);
            byte[] octets = Files.readAllBytes(file);
            if (octets.length != LENGTH) {
                throw new StoreException("The device key " + file + " is damaged: " + octets.length
                        + " octets (expected: " + LENGTH + "). Put the key that belongs to this database back");
            }
            return cipher(octets, random);
        } catch (IOException e) {
            throw new StoreException("The device key " + file + " could not be read or written: " + e.getMessage(), e);
        }
    }

    private static SecretCipher cipher(byte[] octets, SecureRandom random) {
        SecretKeySpec key = new SecretKeySpec(octets, "AES");
        Arrays.fill(octets, (byte) 0);
        return new SecretCipher(key, random);
    }
}
