package org.dectory.fetch.sftp.internal;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An answer of a server (draft-ietf-secsh-filexfer-02, clause 7). Each of its forms is read once.
 *
 * @param type its sort
 * @param body its octets behind the number
 */
record Reply(int type, ByteBuffer body) {

    static final int NO_SUCH_FILE = 2;
    static final int EOF = 1;
    static final int PERMISSION_DENIED = 3;

    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRIBUTES = 105;

    private static final int WITH_SIZE = 1;
    private static final int WITH_OWNER = 2;
    private static final int WITH_PERMISSIONS = 4;
    private static final int WITH_TIMES = 8;

    /**
     * What is known of a file.
     *
     * @param size its length in octets
     * @param mode what it is, and who may do what, as Unix has it
     * @param changed when it was changed, in seconds since 1970
     */
    record Attributes(OptionalLong size, OptionalInt mode, OptionalLong changed) {}

    /** What went wrong, or the word that nothing did; empty if the answer is none of this sort. */
    OptionalInt status() {
        return type == STATUS ? OptionalInt.of(body.duplicate().getInt()) : OptionalInt.empty();
    }

    /** By what an open file or folder is called. */
    byte[] handle() throws RefusedException {
        require(HANDLE);
        return text();
    }

    /** A part of a file. */
    byte[] data() throws RefusedException {
        require(DATA);
        return text();
    }

    /** How many names this part of a folder's list has. */
    int names() throws RefusedException {
        require(NAME);
        return body.getInt();
    }

    Attributes attributes() throws RefusedException {
        require(ATTRIBUTES);
        int flags = body.getInt();
        OptionalLong size = (flags & WITH_SIZE) == 0 ? OptionalLong.empty() : OptionalLong.of(body.getLong());
        if ((flags & WITH_OWNER) != 0) {
            body.getLong();
        }
        OptionalInt mode = (flags & WITH_PERMISSIONS) == 0 ? OptionalInt.empty() : OptionalInt.of(body.getInt());
        if ((flags & WITH_TIMES) == 0) {
            return new Attributes(size, mode, OptionalLong.empty());
        }
        body.getInt();
        return new Attributes(size, mode, OptionalLong.of(Integer.toUnsignedLong(body.getInt())));
    }

    private byte[] text() throws RefusedException {
        int length = body.getInt();
        if (length < 0 || length > body.remaining()) {
            throw RefusedException.nonsense();
        }
        byte[] octets = new byte[length];
        body.get(octets);
        return octets;
    }

    private void require(int wanted) throws RefusedException {
        if (type != wanted) {
            throw RefusedException.nonsense();
        }
    }
}
