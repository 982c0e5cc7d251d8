package org.dectory.testkit.fetch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few kinds of DER (X.690) that a certificate is made of. */
final class Der {

    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            whole.write(length > 0xFF ? 0x82 : 0x81);
        }
        if (length > 0xFF) {
            whole.write(length >> 8);
        }
        whole.write(length);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return of(SEQUENCE, parts);
    }

    static byte[] number(BigInteger number) {
        return of(0x02, number.toByteArray());
    }

    static byte[] flag(boolean flag) {
        return of(0x01, new byte[] {(byte) (flag ? 0xFF : 0)});
    }

    static byte[] bits(byte[] octets) {
        return of(0x03, new byte[] {0}, octets);
    }

    static byte[] octets(byte[] octets) {
        return of(0x04, octets);
    }

    static byte[] text(String text) {
        return of(0x0C, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant instant) {
        return of(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier, such as {@code 2.5.29.17}. */
    static byte[] identifier(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            int part = Integer.parseInt(parts[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (part >> shift != 0) {
                    content.write(((part >> shift) & 0x7F) | 0x80);
                }
            }
            content.write(part & 0x7F);
        }
        return of(0x06, content.toByteArray());
    }
}
