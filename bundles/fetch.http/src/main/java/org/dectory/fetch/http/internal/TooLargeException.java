package org.dectory.fetch.http.internal;

import java.io.IOException;

/** There is more of a file than is allowed. */
final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;
}
