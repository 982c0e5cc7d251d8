package org.dectory.rest.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

    private final Drops in = new Drops();
    private final List<String> bodies = new ArrayList<>();

    private BodyCollector collector(int limit) {
        return new BodyCollector(in, limit, this::take);
    }

    private void take(InputStream body) {
        StringBuilder text = new StringBuilder();
        try {
            for (int octet = body.read(); octet >= 0; octet = body.read()) {
                text.append((char) octet);
            }
        } catch (EOFException e) {
            text.append(" and no end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bodies.add(text.toString());
    }

    @Test
    void putsDropsTogether() throws IOException {
        BodyCollector collector = collector(10_000);

        for (int i = 0; i < 900; i++) {
            in.drop("drop ");
            collector.onDataAvailable();
        }
        assertThat(bodies).isEmpty();
        collector.onAllDataRead();

        assertThat(bodies).containsExactly("drop ".repeat(900));
    }

    @Test
    void takesOneOctetMoreThanAllowedAndNoOther() throws IOException {
        BodyCollector collector = collector(10);

        in.drop("0123456789abcdef");
        collector.onDataAvailable();
        collector.onError(new IOException("gone"));

        assertThat(bodies).containsExactly("0123456789a");
    }

    @Test
    void tellsWhoReadsThatTheClientWentInTheMiddle() throws IOException {
        BodyCollector collector = collector(10);

        in.drop("01");
        collector.onDataAvailable();
        collector.onError(new IOException("gone"));
        collector.onAllDataRead();

        assertThat(bodies).containsExactly("01 and no end");
    }

    /** A body of which there is never more than what was dropped. */
    private static final class Drops extends ServletInputStream {

        private final StringBuilder waiting = new StringBuilder();

        void drop(String text) {
            waiting.append(text);
        }

        @Override
        public int read() {
            int octet = waiting.charAt(0);
            waiting.deleteCharAt(0);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = Math.min(length, waiting.length());
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) read();
            }
            return count;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return !waiting.isEmpty();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
