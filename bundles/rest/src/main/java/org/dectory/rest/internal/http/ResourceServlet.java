package org.dectory.rest.internal.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests to the gate and writes its answers. No thread of the container waits for what takes time. */
public abstract class ResourceServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger logger = LoggerFactory.getLogger(ResourceServlet.class);

    /** Longer than any procedure with a phone: a person may take 100 s to type a PIN. */
    private static final long TIME_LIMIT_MILLIS = 150_000;

    /** What is too large for the memory may come over a slow line, too. */
    private static final long LARGE_TIME_LIMIT_MILLIS = 3_600_000;

    private final transient Gate gate;
    private final transient Router router;

    protected ResourceServlet(Gate gate, Router router) {
        this.gate = gate;
        this.router = router;
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Request head = read(request, InputStream.nullInputStream());
        if (head.announcesBody()) {
            Gate.Reception reception = gate.receive(head, router);
            if (reception.refusal().isPresent()) {
                write(reception.refusal().get(), request, response);
                return;
            }
            ServletInputStream in = request.getInputStream();
            if (reception.sink().isPresent()) {
                Reply reply = Reply.later(request, response, LARGE_TIME_LIMIT_MILLIS);
                in.setReadListener(new BodyPipe(
                        in, reception.sink().get(), answer -> reply.sendWhenDone(Gate.answer(answer, head.uri()))));
                return;
            }
            Reply reply = Reply.later(request, response, TIME_LIMIT_MILLIS);
            in.setReadListener(new BodyCollector(
                    in, gate.bodyLimit(), body -> reply.sendWhenDone(gate.handle(read(request, body), router))));
            return;
        }
        CompletionStage<Answer> answer = gate.handle(head, router);
        CompletableFuture<Answer> done = answer.toCompletableFuture();
        if (done.isDone()) {
            write(done.join(), request, response);
        } else {
            Reply.later(request, response, TIME_LIMIT_MILLIS).sendWhenDone(answer);
        }
    }

    private static Request read(HttpServletRequest request, InputStream body) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        String uri = request.getRequestURI();
        String above = request.getContextPath() + request.getServletPath();
        return new Request(
                request.getMethod(),
                uri,
                // A path that is written in a roundabout way leads nowhere.
                uri.startsWith(above) ? uri.substring(above.length()) : "/" + uri,
                Optional.ofNullable(request.getQueryString()).orElse(""),
                request.getScheme(),
                request.getRemoteAddr(),
                new Headers(headers),
                body);
    }

    private static void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        answer.headers().forEach(response::setHeader);
        if (isUnread(request)) {
            // The connection ends with it; who would send the next request on it must be told.
            response.setHeader("Connection", "close");
        }
        if (!answer.contentType().isEmpty()) {
            response.setContentType(answer.contentType());
            response.setContentLength(answer.body().length);
        }
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(answer.body());
        }
    }

    /** Whether some of the body has not been taken in, since the request was refused by its head or its length. */
    private static boolean isUnread(HttpServletRequest request) throws IOException {
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return body && !request.getInputStream().isFinished();
    }

    /** An answer that comes later: once, whether in time or not. */
    private static final class Reply implements AsyncListener {

        private final AsyncContext context;
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final AtomicBoolean sent = new AtomicBoolean();

        Reply(AsyncContext context, HttpServletRequest request, HttpServletResponse response) {
            this.context = context;
            this.request = request;
            this.response = response;
        }

        static Reply later(HttpServletRequest request, HttpServletResponse response, long millis) {
            AsyncContext context = request.startAsync();
            context.setTimeout(millis);
            Reply reply = new Reply(context, request, response);
            context.addListener(reply);
            return reply;
        }

        /** Sends at once what is there already: this is a thread of the container. */
        void sendWhenDone(CompletionStage<Answer> answer) {
            CompletableFuture<Answer> done = answer.toCompletableFuture();
            if (done.isDone() && sent.compareAndSet(false, true)) {
                finish(done.join());
            } else {
                answer.thenAccept(this::send);
            }
        }

        /** Goes on in a thread of the container: the one that completes a stage must not wait for a slow client. */
        private void send(Answer answer) {
            if (sent.compareAndSet(false, true)) {
                context.start(() -> finish(answer));
            }
        }

        private void finish(Answer answer) {
            try {
                write(answer, request, response);
                context.complete();
            } catch (IOException | IllegalStateException e) {
                logger.debug("A client went away: {}", e.getMessage());
                completeQuietly();
            }
        }

        /** The container may have given the request up before us. */
        private void completeQuietly() {
            try {
                context.complete();
            } catch (IllegalStateException e) {
                logger.debug("The request is over: {}", e.getMessage());
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            if (sent.compareAndSet(false, true)) {
                finish(Problem.of(ProblemType.TIMED_OUT, "It goes on; look later what came of it.")
                        .answer(request.getRequestURI()));
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {
            sent.set(true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
