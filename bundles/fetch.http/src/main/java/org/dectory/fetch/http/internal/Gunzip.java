package org.dectory.fetch.http.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks what came as gzip (RFC 1952), checks it to the last octet, and breaks off at the first octet beyond the limit: a few kilobytes
 * may be gigabytes. Used by one thread for one file.
 */
final class Gunzip {

    private static final int MAGIC = 0x8B1F;
    private static final int DEFLATE = 8;
    private static final int SHORTEST = 18;
    private static final int HEADER_CHECK = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xE0;

    private final ByteBuffer packed;
    private final int most;
    private ByteBuffer whole;

    private Gunzip(ByteBuffer packed, int most) {
        this.packed = packed.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.most = most;
        this.whole = ByteBuffer.allocate(expected());
    }

    /**
     * Most octets that a file of some octets can have when it is packed: each block that cannot be made shorter grows a little.
     */
    static long mostPacked(int most) {
        return most + most / 7L + 64;
    }

    /**
     * Unpacks a whole file, of one member or several.
     *
     * @param packed what came
     * @param most most octets that the file may have
     * @return the file
     * @throws TooLargeException if there are more
     * @throws DataFormatException if it is no gzip, is damaged, or does not end where it says
     */
    static ByteBuffer unpack(ByteBuffer packed, int most) throws TooLargeException, DataFormatException {
        Gunzip gunzip = new Gunzip(packed, most);
        do {
            gunzip.member();
        } while (gunzip.packed.hasRemaining());
        return gunzip.whole.flip();
    }

    /** The last four octets claim the length: believed as far as it is allowed, so that nothing has to grow. */
    private int expected() {
        if (packed.remaining() < SHORTEST) {
            return 0;
        }
        long claimed = Integer.toUnsignedLong(packed.getInt(packed.limit() - 4));
        return (int) Math.min(claimed, Math.min(most, 4096L + 8L * packed.remaining()));
    }

    private void member() throws TooLargeException, DataFormatException {
        if (packed.remaining() < SHORTEST) {
            throw new DataFormatException("too short");
        }
        skipHeader();
        int start = whole.position();
        inflate();
        if (packed.remaining() < 8) {
            throw new DataFormatException("cut off");
        }
        CRC32 check = new CRC32();
        check.update(whole.duplicate().flip().position(start));
        if ((int) check.getValue() != packed.getInt() || whole.position() - start != packed.getInt()) {
            throw new DataFormatException("damaged");
        }
    }

    private void skipHeader() throws DataFormatException {
        int magic = Short.toUnsignedInt(packed.getShort());
        int method = packed.get();
        int flags = packed.get();
        if (magic != MAGIC || method != DEFLATE || (flags & RESERVED) != 0) {
            throw new DataFormatException("no gzip");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(Short.toUnsignedInt(packed.getShort()));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECK) != 0) {
            skip(2);
        }
    }

    private void skip(int octets) throws DataFormatException {
        if (packed.remaining() < octets + 2) {
            throw new DataFormatException("cut off");
        }
        packed.position(packed.position() + octets);
    }

    private void skipText() throws DataFormatException {
        while (packed.hasRemaining()) {
            if (packed.get() == 0) {
                return;
            }
        }
        throw new DataFormatException("cut off");
    }

    private void inflate() throws TooLargeException, DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            while (!inflater.finished()) {
                if (!whole.hasRemaining()) {
                    overflow(inflater);
                } else if (inflater.inflate(whole) == 0 && !inflater.finished()) {
                    throw new DataFormatException("cut off");
                }
            }
        } finally {
            inflater.end();
        }
    }

    /** There is no room left: either the end is all that is missing, or there is more than was claimed. */
    private void overflow(Inflater inflater) throws TooLargeException, DataFormatException {
        byte[] one = new byte[1];
        int more = inflater.inflate(one);
        if (more == 0) {
            if (!inflater.finished()) {
                throw new DataFormatException("cut off");
            }
            return;
        }
        if (whole.position() >= most) {
            throw new TooLargeException();
        }
        long capacity = Math.min(most, Math.max(4096L, 2L * whole.capacity()));
        whole = ByteBuffer.allocate((int) capacity).put(whole.flip()).put(one);
    }
}
