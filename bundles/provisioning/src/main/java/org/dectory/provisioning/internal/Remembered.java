package org.dectory.provisioning.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the store and is asked for with every file, until whoever changes it there says so. Thread-safe.
 *
 * @param <T> what is remembered
 */
final class Remembered<T> {

    private final Supplier<T> reader;
    private @Nullable T value;
    private long changes;

    Remembered(Supplier<T> reader) {
        this.reader = reader;
    }

    T value() {
        long before;
        synchronized (this) {
            if (value != null) {
                return value;
            }
            before = changes;
        }
        T read = reader.get();
        synchronized (this) {
            // What was read before a change is right for this once, and not remembered.
            if (changes == before) {
                value = read;
            }
        }
        return read;
    }

    /** It has changed, and the change is on the disk. */
    synchronized void forget() {
        value = null;
        changes++;
    }
}
