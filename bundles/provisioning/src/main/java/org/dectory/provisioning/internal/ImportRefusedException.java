package org.dectory.provisioning.internal;

/** A file cannot be applied; its transaction is undone. The message is for people. */
final class ImportRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImportRefusedException(String reason) {
        super(reason);
    }
}
