package org.dectory.fetch.sftp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What SFTP can do, version 3 of it, which all servers speak (draft-ietf-secsh-filexfer-02). Questions are sent when an answer is
 * waited for: several at once take the time of one. Used by one thread at a time.
 */
final class SftpChannel {

    private static final int INIT = 1;
    private static final int VERSION = 2;
    private static final int OPEN = 3;
    private static final int CLOSE = 4;
    private static final int READ = 5;
    private static final int LSTAT = 7;
    private static final int FSTAT = 8;
    private static final int OPENDIR = 11;
    private static final int READDIR = 12;
    private static final int STAT = 17;

    private static final int OUR_VERSION = 3;
    private static final int FOR_READING = 1;

    /** More questions than any fetch has open. */
    private static final int MOST_AT_ONCE = 8;

    private final OutputStream out;
    private final Replies replies;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private final DataOutputStream writing = new DataOutputStream(unsent);
    private final Map<Integer, Reply> early = new HashMap<>();
    private final Set<Integer> forgotten = new HashSet<>();
    private int last;
    private long deadline;

    SftpChannel(OutputStream out, Replies replies) {
        this.out = out;
        this.replies = replies;
    }

    /**
     * A new fetch begins.
     *
     * @param until when all must be done, by {@link System#nanoTime()}
     */
    void begin(long until) {
        deadline = until;
    }

    /** Agrees on the version. */
    void greet() throws IOException, InterruptedException {
        writing.writeInt(1 + Integer.BYTES);
        writing.writeByte(INIT);
        writing.writeInt(OUR_VERSION);
        flush();
        ByteBuffer answer = replies.take(deadline);
        if (answer.get() != VERSION || answer.remaining() < Integer.BYTES || answer.getInt() < OUR_VERSION) {
            throw RefusedException.nonsense();
        }
    }

    /** Asks what is known of a file, or of the one that a link leads to. */
    int stat(String path) throws IOException {
        return ask(STAT, path.getBytes(UTF_8));
    }

    /** Asks what is known of a file, or of the link itself. */
    int lstat(String path) throws IOException {
        return ask(LSTAT, path.getBytes(UTF_8));
    }

    /** Opens a file for reading. */
    int open(String path) throws IOException {
        byte[] octets = path.getBytes(UTF_8);
        int number = head(OPEN, octets, 2 * Integer.BYTES);
        writing.writeInt(FOR_READING);
        writing.writeInt(0);
        return number;
    }

    /** Asks what is known of an open file. */
    int fstat(byte[] handle) throws IOException {
        return ask(FSTAT, handle);
    }

    /** Asks for a part of an open file; less of it may come. */
    int read(byte[] handle, long from, int most) throws IOException {
        int number = head(READ, handle, Long.BYTES + Integer.BYTES);
        writing.writeLong(from);
        writing.writeInt(most);
        return number;
    }

    /** Opens a folder. */
    int openFolder(String path) throws IOException {
        return ask(OPENDIR, path.getBytes(UTF_8));
    }

    /** Asks for a part of an open folder's list. */
    int readFolder(byte[] handle) throws IOException {
        return ask(READDIR, handle);
    }

    /** Closes a file or folder, without waiting for a word. */
    void close(byte[] handle) throws IOException {
        forget(ask(CLOSE, handle));
        flush();
    }

    /** Nobody will wait for an answer. */
    void forget(int number) {
        if (early.remove(number) == null) {
            forgotten.add(number);
        }
    }

    /**
     * Waits for an answer.
     *
     * @param number what asking returned
     */
    Reply await(int number) throws IOException, InterruptedException {
        flush();
        Reply reply = early.remove(number);
        while (reply == null) {
            ByteBuffer next = replies.take(deadline);
            try {
                int type = next.get();
                int answered = next.getInt();
                if (answered == number) {
                    reply = new Reply(type, next);
                } else if (!forgotten.remove(answered)) {
                    early.put(answered, new Reply(type, next));
                }
            } catch (BufferUnderflowException e) {
                throw RefusedException.nonsense();
            }
            if (early.size() > MOST_AT_ONCE) {
                throw RefusedException.nonsense();
            }
        }
        return reply;
    }

    private int ask(int type, byte[] about) throws IOException {
        return head(type, about, 0);
    }

    private int head(int type, byte[] about, int more) throws IOException {
        int number = ++last;
        writing.writeInt(1 + 2 * Integer.BYTES + about.length + more);
        writing.writeByte(type);
        writing.writeInt(number);
        writing.writeInt(about.length);
        writing.write(about);
        return number;
    }

    private void flush() throws IOException {
        if (unsent.size() > 0) {
            unsent.writeTo(out);
            unsent.reset();
            out.flush();
        }
    }
}
