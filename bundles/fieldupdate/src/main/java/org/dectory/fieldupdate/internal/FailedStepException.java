package org.dectory.fieldupdate.internal;

import org.dectory.release.RollbackReason;

/** An update does not do what it must. */
final class FailedStepException extends Exception {

    private static final long serialVersionUID = 1;

    private final RollbackReason reason;
    private final boolean predecessors;

    FailedStepException(RollbackReason reason, String message) {
        super(message);
        this.reason = reason;
        predecessors = false;
    }

    /** It is not the update's fault, but that of what it replaces. */
    FailedStepException(FailedStepException ofPredecessor) {
        super(ofPredecessor.getMessage(), ofPredecessor);
        reason = ofPredecessor.reason;
        predecessors = true;
    }

    FailedStepException(RollbackReason reason, String message, Throwable cause) {
        super(message + ": " + withRoot(cause), cause);
        this.reason = reason;
        predecessors = false;
    }

    RollbackReason reason() {
        return reason;
    }

    /** Whether what is replaced failed, not what replaces it. */
    boolean isPredecessors() {
        return predecessors;
    }

    /** An error and what it came of: the framework itself often says only which bundle. */
    private static String withRoot(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == error ? String.valueOf(error.getMessage()) : error.getMessage() + " (" + root + ")";
    }
}
