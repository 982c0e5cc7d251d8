package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends single requests, each of which ends in time, and breaks all of them off at the end. Thread-safe. */
final class Calls implements AutoCloseable {

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Future<?>> inProgress = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Sends a request and takes the whole answer. Blocks.
     *
     * @param client sends it
     * @param request what to send
     * @param maxBytes most octets of a file
     * @param deadline when to give up, by {@link System#nanoTime}
     * @return the answer
     * @throws IOException if there is none
     * @throws TimeoutException if there is none in time
     * @throws CancellationException if the end has come
     * @throws InterruptedException if the calling thread is interrupted; the connection is closed
     */
    HttpResponse<ByteBuffer> send(HttpClient client, HttpRequest request, int maxBytes, long deadline)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<ByteBuffer>> answer = client.sendAsync(request, CappedBody.ofAtMost(maxBytes));
        long number = numbers.incrementAndGet();
        inProgress.put(number, answer);
        try {
            if (closed) {
                throw new CancellationException();
            }
            // The client's own time-out ends with the headers; this one covers the body too.
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            inProgress.remove(number);
            answer.cancel(true);
        }
    }

    /** Breaks off what is in progress. */
    @Override
    public void close() {
        closed = true;
        inProgress.values().forEach(answer -> answer.cancel(true));
    }
}
