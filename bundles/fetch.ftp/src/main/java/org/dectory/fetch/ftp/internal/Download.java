package org.dectory.fetch.ftp.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;

/**
 * Brings one file over a connection, whole or not at all. What counts as its version is when it was changed, and its length; where the
 * server does not tell, it has none.
 */
final class Download {

    private static final int NOT_AVAILABLE = 550;

    /** Servers say how long a file is when they begin to send it: "150 Opening BINARY mode data connection (17 bytes)". */
    private static final Pattern LENGTH = Pattern.compile("\\((\\d{1,18}) bytes\\)");

    /** Room to begin with for a file of unknown length. */
    private static final int UNANNOUNCED = 8192;

    private final FtpConnection connection;
    private final FetchRequest request;
    private final Clock clock;

    Download(FtpConnection connection, FetchRequest request, Clock clock) {
        this.connection = connection;
        this.request = request;
        this.clock = clock;
    }

    /**
     * What became of a file.
     *
     * @param result what came of the fetch
     * @param reusable whether the connection is as it was before
     */
    record Outcome(FetchResult result, boolean reusable) {}

    Outcome bring(FtpAddress address) throws IOException {
        // Before the file: what is put there meanwhile counts as changed the next time.
        Optional<ChangeTime> time = ChangeTime.ask(connection, address.path(), clock);
        if (time.isPresent() && time.get().holds(request.version(), connection, address.path())) {
            return new Outcome(new Unchanged(), true);
        }
        Optional<Socket> data = connection.bring("RETR", address.path());
        if (data.isPresent()) {
            return read(data.get(), time);
        }
        int reply = connection.getReplyCode();
        if (reply != NOT_AVAILABLE) {
            return new Outcome(RefusedException.of(reply).failed(), false);
        }
        return new Outcome(
                Absence.isProved(connection, address)
                        ? new Gone("FTP 550, and not in the folder's list")
                        : new Failed(
                                Kind.ACCESS_DENIED,
                                "The server refuses the file, but does not show that it is gone (FTP 550)"),
                false);
    }

    private Outcome read(Socket data, Optional<ChangeTime> time) throws IOException {
        byte[] content;
        try (data) {
            long announced = announced(connection.getReplyString());
            Optional<byte[]> read =
                    announced > request.maxBytes() ? Optional.empty() : read(data.getInputStream(), announced);
            if (read.isEmpty()) {
                return new Outcome(
                        new Failed(Kind.TOO_LARGE, "The file is larger than " + request.maxBytes() + " bytes"), false);
            }
            content = read.get();
            if (announced >= 0 && announced != content.length) {
                String lengths = "The server announced " + announced + " bytes and sent " + content.length;
                return new Outcome(new Failed(Kind.SERVER_ERROR, lengths), false);
            }
        }
        connection.requireCompletion();
        int length = content.length;
        String version = time.map(known -> known.version(length)).orElse("");
        return new Outcome(new Fetched(ByteBuffer.wrap(content), version), true);
    }

    private static long announced(String reply) {
        Matcher matcher = LENGTH.matcher(reply);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private Optional<byte[]> read(InputStream in, long announced) throws IOException {
        // Always room for one octet more: so the end is seen, and what is too much.
        long most = request.maxBytes() + 1L;
        byte[] content = new byte[(int) Math.min(announced < 0 ? UNANNOUNCED : announced + 1, most)];
        int length = 0;
        for (int count = in.read(content); count >= 0; count = in.read(content, length, content.length - length)) {
            length += count;
            if (length > request.maxBytes()) {
                return Optional.empty();
            }
            if (length == content.length) {
                content = Arrays.copyOf(content, (int) Math.min(2L * length, most));
            }
        }
        return Optional.of(Arrays.copyOf(content, length));
    }
}
