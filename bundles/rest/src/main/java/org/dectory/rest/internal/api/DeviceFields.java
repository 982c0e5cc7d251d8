package org.dectory.rest.internal.api;

import java.util.Arrays;
import java.util.HexFormat;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.datasets.DataSetService.DeviceChange;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Device;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Shape;

/** Devices as callers write them. */
final class DeviceFields {

    private static final int KEY_DIGITS = 32;

    private DeviceFields() {}

    static Shape shape() {
        return changeShape().text("ipei").text("kind").secret("uak").text("algorithm");
    }

    static Shape changeShape() {
        return Shape.empty()
                .flag("encryption")
                .secret("authenticationCode")
                .text("sosNumber")
                .text("manDownNumber");
    }

    static DeviceDraft draft(Fields fields) {
        return new DeviceDraft(
                fields.parse("ipei", Ipei::parse),
                fields.findParsed("kind", HandsetKind::ofLabel).orElse(HandsetKind.UNKNOWN),
                fields.findSecret("authenticationCode"),
                fields.findFlag("encryption").orElse(false),
                fields.findText("sosNumber").orElse(""),
                fields.findText("manDownNumber").orElse(""),
                fields.findSecret("uak").map(DeviceFields::key),
                fields.findText("algorithm").orElse(AuthenticationAlgorithm.DSAA));
    }

    /** A code of no digits removes the device's own; what is left out stays as it is. */
    static DeviceChange change(Fields fields, Device now) {
        return new DeviceChange(
                fields.findFlag("encryption").orElse(now.encryption()),
                fields.findSecret("authenticationCode"),
                fields.findText("sosNumber").orElse(now.sosNumber()),
                fields.findText("manDownNumber").orElse(now.manDownNumber()));
    }

    /** The key of a phone as hexadecimal digits; never repeated in an answer. */
    private static Secret key(Secret hex) {
        char[] digits = hex.chars();
        byte[] octets = new byte[0];
        try {
            if (digits.length != KEY_DIGITS) {
                throw wrongKey();
            }
            octets = HexFormat.of().parseHex(digits, 0, digits.length);
            return Secret.ofBytes(octets);
        } catch (IllegalArgumentException e) {
            // The message would repeat digits.
            throw wrongKey();
        } finally {
            Arrays.fill(digits, ' ');
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static RuntimeException wrongKey() {
        return Problem.invalid("uak", "uak (expected: " + KEY_DIGITS + " hexadecimal digits)");
    }
}
