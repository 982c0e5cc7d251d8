package org.dectory.rest.internal.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Hands a body on as it comes. No thread waits for what has not come, and little of it is in the memory. */
final class BodyPipe implements ReadListener {

    private static final int BUFFER = 16 * 1024;

    private final ServletInputStream in;
    private final BodySink sink;
    private final Consumer<CompletionStage<Answer>> answers;
    private final byte[] buffer = new byte[BUFFER];
    private boolean done;

    BodyPipe(ServletInputStream in, BodySink sink, Consumer<CompletionStage<Answer>> answers) {
        this.in = in;
        this.sink = sink;
        this.answers = answers;
    }

    @Override
    public void onDataAvailable() {
        try {
            while (!done && in.isReady()) {
                int count = in.read(buffer);
                if (count < 0) {
                    return;
                }
                sink.write(buffer, 0, count);
            }
        } catch (Exception e) { // whatever a sink does not want
            fail(e);
        }
    }

    @Override
    public void onAllDataRead() {
        if (!done) {
            done = true;
            answers.accept(sink.whole());
        }
    }

    @Override
    public void onError(Throwable failure) {
        fail(Problem.invalid("", "The body broke off."));
    }

    private void fail(Exception failure) {
        if (!done) {
            done = true;
            sink.close();
            answers.accept(CompletableFuture.failedStage(failure));
        }
    }
}
