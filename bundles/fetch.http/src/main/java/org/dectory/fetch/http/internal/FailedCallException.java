package org.dectory.fetch.http.internal;

import org.dectory.api.fetch.FetchResult.Failed;

/** A request has no answer that could be judged; what that means for the fetch is clear. */
final class FailedCallException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failed failed;

    FailedCallException(Failed failed) {
        super(failed.reason(), null, false, false);
        this.failed = failed;
    }

    Failed failed() {
        return failed;
    }
}
