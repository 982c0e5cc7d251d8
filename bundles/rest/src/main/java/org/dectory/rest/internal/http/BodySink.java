package org.dectory.rest.internal.http;

import java.util.concurrent.CompletionStage;

/** Takes a body as it comes: for bodies that are too large for the memory. For one thread at a time. */
public interface BodySink extends AutoCloseable {

    /**
     * Takes the next octets.
     *
     * @throws Exception if no more is wanted; what it says is answered
     */
    void write(byte[] octets, int offset, int length) throws Exception;

    /** The body is whole: does what the request asks for. */
    CompletionStage<Answer> whole();

    /** The rest does not come; does nothing after {@link #whole}. */
    @Override
    void close();
}
