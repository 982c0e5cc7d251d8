package org.dectory.rest.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BodyPipeTest {

    private final List<String> deeds = new ArrayList<>();
    private final List<CompletionStage<Answer>> answers = new ArrayList<>();
    private final Drops in = new Drops();
    private final BodyPipe pipe = new BodyPipe(in, new Sink(), answers::add);

    @Test
    void handsOnWhatComes() {
        in.waiting = "one";
        pipe.onDataAvailable();
        in.waiting = "two";
        pipe.onDataAvailable();
        assertThat(answers).isEmpty();

        pipe.onAllDataRead();

        assertThat(deeds).containsExactly("one", "two", "whole");
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void answersOnceWhenNoMoreIsWanted() {
        in.waiting = "too much";
        pipe.onDataAvailable();
        in.waiting = "more";
        pipe.onDataAvailable();
        pipe.onAllDataRead();
        pipe.onError(new IOException("gone"));

        assertThat(deeds).containsExactly("closed");
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer).isCompletedExceptionally());
    }

    @Test
    void keepsNothingOfWhatBreaksOff() {
        in.waiting = "half";
        pipe.onDataAvailable();

        pipe.onError(new IOException("gone"));

        assertThat(deeds).containsExactly("half", "closed");
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer).isCompletedExceptionally());
    }

    /** Wants three letters at a time or four. */
    private final class Sink implements BodySink {

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            if (length > 4) {
                throw new IOException("too much");
            }
            deeds.add(new String(octets, offset, length, UTF_8));
        }

        @Override
        public CompletionStage<Answer> whole() {
            deeds.add("whole");
            return completedStage(Answer.noContent());
        }

        @Override
        public void close() {
            deeds.add("closed");
        }
    }

    /** A body of which there is never more than what waits. */
    private static final class Drops extends ServletInputStream {

        private String waiting = "";

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            byte[] octets = waiting.getBytes(UTF_8);
            System.arraycopy(octets, 0, buffer, offset, octets.length);
            waiting = "";
            return octets.length;
        }

        @Override
        public int read(byte[] buffer) {
            return read(buffer, 0, buffer.length);
        }

        @Override
        public boolean isReady() {
            return !waiting.isEmpty();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
