package org.dectory.cfg;

import org.dectory.api.identity.Secret;
import org.dectory.cfg.encrypted.EncryptedValue;

/** Opens encrypted values for the reader of a file. */
@FunctionalInterface
public interface ValueOpener {

    /** Of one who has no keys at all, such as a tool far from the appliance. */
    ValueOpener NO_KEYS = value -> new NotHere();

    /**
     * Opens a value.
     *
     * @param value the value
     * @return what came of it
     */
    Opened open(EncryptedValue value);

    /** What came of opening a value. */
    sealed interface Opened {}

    /**
     * It is open.
     *
     * @param text the plain text, which whoever gets it closes
     */
    record Plain(Secret text) implements Opened {}

    /** No key opens it; more is not told. */
    record Refused() implements Opened {}

    /** There are no keys here; elsewhere it may well be opened. */
    record NotHere() implements Opened {}
}
