package org.dectory.fetch.tftp.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The packets of TFTP that a server sends, and how those of a client are written (RFC 1350, clause 5; RFC 2347). */
sealed interface Packet {

    /** How many octets precede the content of a data packet. */
    int HEAD = 4;

    /** The longest request (RFC 2347). */
    int LONGEST_REQUEST = 512;

    /**
     * A part of the file.
     *
     * @param block its number, 0 to 65535
     * @param content its octets, from position to limit; valid until the next packet is read
     */
    record Data(int block, ByteBuffer content) implements Packet {}

    /**
     * The server takes these options.
     *
     * @param options the values by name; names in lower case
     */
    record Options(Map<String, String> options) implements Packet {}

    /**
     * The end. What a server says beside the code is of no interest, and not to be trusted.
     *
     * @param code why
     */
    record Refusal(int code) implements Packet {}

    /** Error: not defined. */
    int UNDEFINED = 0;

    /** Error: file not found. */
    int NOT_FOUND = 1;

    /** Error: access violation. */
    int ACCESS_VIOLATION = 2;

    /** Error: disk full or allocation exceeded. */
    int TOO_LARGE = 3;

    /** Error: illegal operation. */
    int ILLEGAL = 4;

    /** Error: unknown transfer. */
    int UNKNOWN_TRANSFER = 5;

    /** Error: the options are refused (RFC 2347). */
    int OPTIONS_REFUSED = 8;

    /**
     * Whether a server may begin with it.
     *
     * @return whether it can be the answer to a request
     */
    default boolean isFirst() {
        return !(this instanceof Data data) || data.block() == 1;
    }

    /**
     * Reads what has arrived.
     *
     * @param packet the datagram
     * @return the packet; empty if it is none that a server may send
     */
    static Optional<Packet> read(ByteBuffer packet) {
        if (packet.remaining() < 2) {
            return Optional.empty();
        }
        int operation = packet.getShort();
        if (operation == 6) {
            return options(packet);
        }
        if (packet.remaining() < 2) {
            return Optional.empty();
        }
        int number = packet.getShort() & 0xFFFF;
        return switch (operation) {
            case 3 -> Optional.of(new Data(number, packet));
            case 5 -> Optional.of(new Refusal(number));
            default -> Optional.empty();
        };
    }

    private static Optional<Packet> options(ByteBuffer packet) {
        if (packet.hasRemaining() && packet.get(packet.limit() - 1) != 0) {
            return Optional.empty();
        }
        String[] texts = US_ASCII.decode(packet).toString().split("\0", -1);
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < texts.length; i += 2) {
            if (options.put(texts[i].toLowerCase(Locale.ROOT), texts[i + 1]) != null) {
                return Optional.empty();
            }
        }
        // Each text ends in a NUL, so the last one is empty.
        return texts.length % 2 == 1 ? Optional.of(new Options(options)) : Optional.empty();
    }

    /**
     * Asks for a file, octet by octet.
     *
     * @param file its name, without NUL
     * @param options what is asked for beside it
     */
    static ByteBuffer request(String file, Map<String, String> options) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {0, 1});
        write(packet, file);
        write(packet, "octet");
        options.forEach((name, value) -> {
            write(packet, name);
            write(packet, value);
        });
        return ByteBuffer.wrap(packet.toByteArray());
    }

    private static void write(ByteArrayOutputStream packet, String text) {
        packet.writeBytes(text.getBytes(UTF_8));
        packet.write(0);
    }

    /** Tells the server that a block has arrived; block 0 is its options. */
    static ByteBuffer acknowledgement(int block) {
        return ByteBuffer.allocate(4)
                .putShort((short) 4)
                .putShort((short) block)
                .flip();
    }

    /** Tells the server that this is the end. */
    static ByteBuffer error(int code) {
        return ByteBuffer.allocate(5)
                .putShort((short) 5)
                .putShort((short) code)
                .put((byte) 0)
                .flip();
    }
}
