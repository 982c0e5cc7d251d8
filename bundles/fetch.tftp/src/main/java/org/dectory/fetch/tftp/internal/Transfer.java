package org.dectory.fetch.tftp.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;

/**
 * One file on its way: takes the server's packets and says what follows from each. Knows neither network nor time; used by one
 * thread.
 *
 * <p>A packet that came before is never answered: else a server that repeats a block for each repeated acknowledgement sends
 * every further block twice (the Sorcerer's Apprentice Syndrome, RFC 1123, clause 4.2.3.1). What is lost, the clock repeats.
 */
final class Transfer {

    static final int PLAIN_BLOCK = 512;

    private final int maxBytes;
    private final Map<String, String> asked;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int blockSize = PLAIN_BLOCK;
    private long announced = -1;
    private boolean begun;
    private long blocks;

    /** What follows from a packet. */
    sealed interface Step {

        /** Nothing: it is a repetition, or makes no sense. */
        record Ignore() implements Step {}

        /**
         * The server has to know.
         *
         * @param packet what to send until something new arrives
         */
        record Answer(ByteBuffer packet) implements Step {}

        /**
         * This is the end.
         *
         * @param result what came of it
         * @param farewell the last word to the server, if any
         */
        record End(FetchResult result, Optional<ByteBuffer> farewell) implements Step {}

        /** The server refuses the options: to be asked again without any. */
        record AskPlainly() implements Step {}
    }

    /**
     * A transfer that has not begun.
     *
     * @param maxBytes most octets that are accepted
     * @param asked the options that the server was asked for
     */
    Transfer(int maxBytes, Map<String, String> asked) {
        this.maxBytes = maxBytes;
        this.asked = Map.copyOf(asked);
    }

    /**
     * The options to ask for.
     *
     * @param blockSize octets in a packet; for 512 nothing is asked for, as of a server that knows no options
     * @param repeatSeconds after how many seconds the server is to repeat what is lost
     */
    static Map<String, String> options(int blockSize, int repeatSeconds) {
        Map<String, String> options = new LinkedHashMap<>();
        if (blockSize != PLAIN_BLOCK) {
            options.put("blksize", Integer.toString(blockSize));
            options.put("tsize", "0");
            options.put("timeout", Integer.toString(repeatSeconds));
        }
        return options;
    }

    /** Takes a packet of the server. */
    Step take(Packet packet) {
        if (packet instanceof Packet.Data data) {
            return take(data);
        }
        if (packet instanceof Packet.Options options) {
            return take(options);
        }
        return take((Packet.Refusal) packet);
    }

    private Step take(Packet.Options options) {
        if (begun) {
            return new Step.Ignore();
        }
        begun = true;
        for (Map.Entry<String, String> option : options.options().entrySet()) {
            long value = number(option.getValue());
            if (!asked.containsKey(option.getKey()) || !accept(option.getKey(), value)) {
                return broken(Packet.OPTIONS_REFUSED, "The server answers with options that were not asked for");
            }
        }
        return announced > maxBytes ? tooLarge() : new Step.Answer(Packet.acknowledgement(0));
    }

    private boolean accept(String option, long value) {
        switch (option) {
            case "blksize" -> {
                boolean fine = value >= 8 && value <= number(asked.getOrDefault(option, ""));
                blockSize = fine ? (int) value : PLAIN_BLOCK;
                return fine;
            }
            case "tsize" -> {
                announced = value;
                return value >= 0;
            }
            default -> {
                return value == number(asked.getOrDefault(option, ""));
            }
        }
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    private Step take(Packet.Data data) {
        int next = (int) ((blocks + 1) & 0xFFFF);
        if (data.block() != next) {
            return new Step.Ignore();
        }
        begun = true;
        int length = data.content().remaining();
        if (length > blockSize) {
            return broken(Packet.ILLEGAL, "The server sends larger blocks than agreed");
        }
        if ((long) content.size() + length > maxBytes) {
            return tooLarge();
        }
        byte[] octets = new byte[length];
        data.content().get(octets);
        content.writeBytes(octets);
        blocks++;
        ByteBuffer acknowledgement = Packet.acknowledgement(next);
        return length == blockSize ? new Step.Answer(acknowledgement) : end(acknowledgement);
    }

    private Step end(ByteBuffer acknowledgement) {
        if (announced >= 0 && announced != content.size()) {
            return broken(Packet.UNDEFINED, "The server announced " + announced + " bytes and sent " + content.size());
        }
        FetchResult whole = new FetchResult.Fetched(ByteBuffer.wrap(content.toByteArray()), "");
        return new Step.End(whole, Optional.of(acknowledgement));
    }

    private Step take(Packet.Refusal refusal) {
        return switch (refusal.code()) {
            // Once a file is on its way, the server cannot have none.
            case Packet.NOT_FOUND -> ended(begun ? failed(refusal) : new Gone("TFTP error 1"));
            case Packet.ACCESS_VIOLATION ->
                ended(new Failed(Kind.ACCESS_DENIED, "The server denies access (TFTP error 2)"));
            // Servers from before the options find other words for their refusal.
            case Packet.OPTIONS_REFUSED, Packet.ILLEGAL, Packet.UNDEFINED ->
                begun || asked.isEmpty() ? ended(failed(refusal)) : new Step.AskPlainly();
            default -> ended(failed(refusal));
        };
    }

    private static Failed failed(Packet.Refusal refusal) {
        return new Failed(Kind.SERVER_ERROR, "The server answers with TFTP error " + refusal.code());
    }

    private static Step ended(FetchResult result) {
        return new Step.End(result, Optional.empty());
    }

    private Step tooLarge() {
        Failed failed = new Failed(Kind.TOO_LARGE, "The file is larger than " + maxBytes + " bytes");
        return new Step.End(failed, Optional.of(Packet.error(Packet.TOO_LARGE)));
    }

    private static Step broken(int error, String reason) {
        return new Step.End(new Failed(Kind.SERVER_ERROR, reason), Optional.of(Packet.error(error)));
    }
}
