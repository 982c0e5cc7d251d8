package org.dectory.testkit;

import java.util.Map;
import org.dectory.api.store.Device;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.User;

/** What the {@link InMemoryStore} looks at before it changes anything. */
final class MemoryChecks {

    private MemoryChecks() {}

    static <K> void requireFree(MemoryTable<K, ?> table, K key, NotUniqueException.Field field, String what) {
        if (table.contains(key)) {
            throw new NotUniqueException(field, what + " is taken");
        }
    }

    static <K> void requireThere(MemoryTable<K, ?> table, K key, String what) {
        if (!table.contains(key)) {
            throw gone(what);
        }
    }

    static NotFoundException gone(String what) {
        return new NotFoundException(what + " is gone");
    }

    static void requireRevision(String what, long stored, long given) {
        if (stored != given) {
            throw new StaleRevisionException(what + " was changed meanwhile");
        }
    }

    static void requireName(String name) {
        requireLength("name", name, 0, User.MAX_NAME);
    }

    static void requireDevice(Device device) {
        requireLength("algorithm", device.algorithm(), 1, Device.MAX_ALGORITHM);
        requireLength("sosNumber", device.sosNumber(), 0, Device.MAX_NUMBER);
        requireLength("manDownNumber", device.manDownNumber(), 0, Device.MAX_NUMBER);
    }

    static void requireLayer(Map<String, String> values) {
        if (values.size() > 1000) {
            throw new IllegalArgumentException("values: " + values.size() + " keys (expected: at most 1000)");
        }
        values.forEach((key, value) -> {
            requireLength("key", key, 1, 128);
            requireLength("value", value, 0, 4096);
        });
    }

    static void requireLength(String what, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            throw new IllegalArgumentException(
                    what + ": " + text.length() + " characters (expected: " + min + " to " + max + ")");
        }
    }
}
