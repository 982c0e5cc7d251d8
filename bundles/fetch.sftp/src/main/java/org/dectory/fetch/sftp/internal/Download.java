package org.dectory.fetch.sftp.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.fetch.sftp.internal.Reply.Attributes;

/**
 * Brings one file over a channel, whole or not at all; an unchanged one costs one question. What counts as a file's version is the
 * second in which it was changed, and its length.
 */
final class Download {

    /** A file that was changed just now may be changed once more within the same second. */
    private static final Duration UNSETTLED = Duration.ofSeconds(10);

    /** All servers send at least so much at once (draft-ietf-secsh-filexfer-02, clause 6.4). */
    private static final int PART = 32_768;

    private static final int FORMAT = 0170000;
    private static final int REGULAR = 0100000;

    private final SftpChannel channel;
    private final FetchRequest request;
    private final Clock clock;

    Download(SftpChannel channel, FetchRequest request, Clock clock) {
        this.channel = channel;
        this.request = request;
        this.clock = clock;
    }

    FetchResult bring(SftpAddress address) throws IOException, InterruptedException {
        if (!request.version().isEmpty()) {
            Reply known = channel.await(channel.stat(address.path()));
            if (known.status().isPresent()) {
                return refused(known.status().getAsInt(), address);
            }
            if (version(known.attributes()).filter(request.version()::equals).isPresent()) {
                return new Unchanged();
            }
        }
        Reply opened = channel.await(channel.open(address.path()));
        if (opened.status().isPresent()) {
            return refused(opened.status().getAsInt(), address);
        }
        byte[] handle = opened.handle();
        FetchResult result = read(handle);
        channel.close(handle);
        return result;
    }

    private FetchResult read(byte[] handle) throws IOException, InterruptedException {
        int asked = channel.fstat(handle);
        int next = channel.read(handle, 0, PART);
        Reply known = channel.await(asked);
        if (known.status().isPresent()) {
            channel.forget(next);
            return failed(known.status().getAsInt());
        }
        Attributes attributes = known.attributes();
        boolean folder = attributes.mode().isPresent() && (attributes.mode().getAsInt() & FORMAT) != REGULAR;
        if (folder || attributes.size().orElse(0) > request.maxBytes()) {
            channel.forget(next);
            return folder
                    ? new Failed(Kind.SERVER_ERROR, "The server has no file there, but something else")
                    : tooLarge();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            Reply part = channel.await(next);
            OptionalInt status = part.status();
            if (status.isPresent() && status.getAsInt() != Reply.EOF) {
                return failed(status.getAsInt());
            }
            byte[] octets = status.isPresent() ? new byte[0] : part.data();
            content.writeBytes(octets);
            if (content.size() > request.maxBytes()) {
                return tooLarge();
            }
            if (octets.length == 0 || content.size() == attributes.size().orElse(-1)) {
                return fetched(content.toByteArray(), attributes);
            }
            next = channel.read(handle, content.size(), PART);
        }
    }

    private FetchResult fetched(byte[] content, Attributes attributes) {
        long announced = attributes.size().orElse(content.length);
        if (announced != content.length) {
            return new Failed(
                    Kind.SERVER_ERROR, "The server announced " + announced + " bytes and sent " + content.length);
        }
        return new Fetched(ByteBuffer.wrap(content), version(attributes).orElse(""));
    }

    /** Empty if it cannot be told from that of a later content. */
    private Optional<String> version(Attributes attributes) {
        if (attributes.changed().isEmpty() || attributes.size().isEmpty()) {
            return Optional.empty();
        }
        long changed = attributes.changed().getAsLong();
        boolean settled = changed <= clock.instant().minus(UNSETTLED).getEpochSecond();
        return settled ? Optional.of(changed + "-" + attributes.size().getAsLong()) : Optional.empty();
    }

    private FetchResult refused(int status, SftpAddress address) throws IOException, InterruptedException {
        if (status != Reply.NO_SUCH_FILE) {
            return failed(status);
        }
        return isGone(address)
                ? new Gone("SFTP 'no such file' in a readable folder")
                : new Failed(
                        Kind.ACCESS_DENIED, "The server has no such file, but does not show that it is gone (SFTP 2)");
    }

    /** A link that leads nowhere is no such file, too, and so is a file in a folder that is not there or cannot be read. */
    private boolean isGone(SftpAddress address) throws IOException, InterruptedException {
        int asked = channel.lstat(address.path());
        Reply opened = channel.await(channel.openFolder(address.folder()));
        OptionalInt itself = channel.await(asked).status();
        if (opened.status().isPresent()) {
            return false;
        }
        byte[] handle = opened.handle();
        Reply list = channel.await(channel.readFolder(handle));
        channel.close(handle);
        boolean listed = list.status().isEmpty() && list.names() > 0;
        return listed && itself.isPresent() && itself.getAsInt() == Reply.NO_SUCH_FILE;
    }

    private FetchResult tooLarge() {
        return new Failed(Kind.TOO_LARGE, "The file is larger than " + request.maxBytes() + " bytes");
    }

    /** What an answer means that is no consent (draft-ietf-secsh-filexfer-02, clause 7). */
    private static FetchResult failed(int status) {
        String answer = " (SFTP " + status + ")";
        return switch (status) {
            case Reply.PERMISSION_DENIED ->
                new Failed(Kind.ACCESS_DENIED, "The server denies access to the file" + answer);
            case 6, 7 -> new Failed(Kind.UNREACHABLE, "The server breaks off" + answer);
            default -> new Failed(Kind.SERVER_ERROR, "The server refuses" + answer);
        };
    }
}
