package org.dectory.provisioning.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dectory.api.valuekeys.ValueKeys;
import org.dectory.cfg.CfgParser;
import org.dectory.cfg.CfgResult;
import org.dectory.cfg.FileKind;
import org.dectory.cfg.ValueOpener;
import org.dectory.cfg.encrypted.EncryptedValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads files, encrypted values too as long as somebody is there who opens them. Thread-safe.
 *
 * <p>While nobody is there, a file that has such values changes nothing: taken without them it would make PINs of what everybody
 * knows.
 */
final class CfgReader {

    private final AtomicReference<@Nullable ValueKeys> keys = new AtomicReference<>();

    void bind(ValueKeys service) {
        keys.set(service);
    }

    /** A successor that came first stays. */
    void unbind(ValueKeys service) {
        keys.compareAndSet(service, null);
    }

    CfgResult read(ByteBuffer content, FileKind kind, int maxBytes) {
        Opening opening = new Opening(Optional.ofNullable(keys.get()));
        CfgResult result = CfgParser.parse(content, kind, maxBytes, opening);
        if (!opening.failed) {
            return result;
        }
        if (result instanceof CfgResult.Data data) {
            data.close();
        }
        return new CfgResult.Unreadable(
                "The file has encrypted values, and the part 'valuekeys' of the appliance is not there now");
    }

    /** Opens the values of one file, on one thread. */
    private static final class Opening implements ValueOpener {

        private final Optional<ValueKeys> keys;
        private boolean failed;

        Opening(Optional<ValueKeys> keys) {
            this.keys = keys;
        }

        @Override
        public Opened open(EncryptedValue value) {
            if (keys.isEmpty()) {
                failed = true;
                return new NotHere();
            }
            return keys.get()
                    .open(value.keyId(), value.octets())
                    .<Opened>map(Plain::new)
                    .orElseGet(Refused::new);
        }
    }
}
