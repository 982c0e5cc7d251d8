package org.dectory.fetch.http.internal;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of an answer as it comes, and breaks off as soon as there is more than is allowed. The body of an answer
 * that is no file is of no interest: a little of it is read, so that the connection can be used again, and thrown away.
 */
final class CappedBody implements BodySubscriber<ByteBuffer> {

    private static final int MOST_OF_NO_FILE = 64 * 1024;

    private final boolean file;
    private final long most;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final CompletableFuture<ByteBuffer> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private long length;

    private CappedBody(boolean file, long most) {
        this.file = file;
        this.most = most;
    }

    static BodyHandler<ByteBuffer> ofAtMost(int maxBytes) {
        return info -> {
            boolean file = info.statusCode() == 200;
            CappedBody body = new CappedBody(file, file ? most(info, maxBytes) : MOST_OF_NO_FILE);
            if (announced(info) > body.most) {
                body.breakOff();
            }
            return body;
        };
    }

    /** A packed file may be a little longer than the file itself. */
    private static long most(ResponseInfo info, int maxBytes) {
        return Answer.isPacked(info.headers()) ? Gunzip.mostPacked(maxBytes) : maxBytes;
    }

    private static long announced(ResponseInfo info) {
        try {
            return info.headers().firstValueAsLong("Content-Length").orElse(0);
        } catch (NumberFormatException e) {
            return 0; // The client refuses such an answer by itself.
        }
    }

    @Override
    public CompletionStage<ByteBuffer> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (body.isDone()) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        if (body.isDone()) {
            return;
        }
        length += more.stream().mapToLong(ByteBuffer::remaining).sum();
        if (length > most) {
            breakOff();
        } else if (file) {
            parts.addAll(more);
        }
    }

    private void breakOff() {
        if (subscription != null) {
            subscription.cancel();
        }
        parts.clear();
        if (file) {
            body.completeExceptionally(new TooLargeException());
        } else {
            body.complete(ByteBuffer.allocate(0));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (body.isDone()) {
            return;
        }
        ByteBuffer whole = ByteBuffer.allocate(file ? (int) length : 0);
        parts.forEach(whole::put);
        body.complete(whole.flip());
    }
}
