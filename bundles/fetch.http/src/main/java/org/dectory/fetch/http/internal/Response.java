package org.dectory.fetch.http.internal;

import java.net.URI;
import java.nio.ByteBuffer;

/**
 * What a server answered, as a whole.
 *
 * @param uri what was asked for
 * @param status the status
 * @param headers the header fields
 * @param body the file, as it came; empty if the answer is no file
 */
record Response(URI uri, int status, Headers headers, ByteBuffer body) {}
