package org.dectory.subscription.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts the link to a phone that has just proved its key, if the system's switch and the device's flag are both on.
 * Thread-safe.
 */
final class LinkEncryption {

    private static final Logger LOG = LoggerFactory.getLogger(LinkEncryption.class);

    private final Radio radio;
    private final Store store;

    LinkEncryption(Radio radio, Store store) {
        this.radio = radio;
        this.store = store;
    }

    /**
     * Begins encryption where it is wanted. What is changed later counts from the next registration.
     *
     * @param device the phone's device
     * @param cipherKey the key that the proof gave; closed when it has served
     * @return completes, never exceptionally, when the phone has answered. A phone that cannot encrypt stays in: the log and
     *     its page say so
     */
    CompletionStage<Boolean> begin(Device device, Optional<Secret> cipherKey) {
        if (cipherKey.isEmpty() || !isWanted(device)) {
            cipherKey.ifPresent(Secret::close);
            return completedStage(false);
        }
        Secret key = cipherKey.orElseThrow();
        return radio.encrypt(device.ipei(), key).handle((encrypted, failure) -> {
            key.close();
            boolean done = failure == null && encrypted;
            if (!done) {
                LOG.warn("The link to phone {} could not be encrypted", device.ipei());
            }
            return done;
        });
    }

    private boolean isWanted(Device device) {
        return store.read(
                view -> view.findDevice(device.id()).filter(Device::encryption).isPresent()
                        && SystemData.of(view).isOn(SystemKey.ENCRYPTION));
    }
}
