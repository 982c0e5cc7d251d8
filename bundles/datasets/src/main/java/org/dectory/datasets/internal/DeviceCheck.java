package org.dectory.datasets.internal;

import java.util.Optional;
import java.util.regex.Pattern;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.datasets.DataSetService.DeviceChange;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.identity.AuthenticationCode;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Device;
import org.dectory.api.userdata.ValueType;

/** Judges what administrators say of devices, by itself. Each refusal names its field. */
final class DeviceCheck {

    private static final int UAK_OCTETS = 16;
    private static final Pattern ALGORITHM = Pattern.compile("[A-Z0-9]{1," + Device.MAX_ALGORITHM + "}");

    private DeviceCheck() {}

    /** The draft with its numbers in their one form. */
    static DeviceDraft check(DeviceDraft draft) {
        requireCode(draft.authenticationCode());
        if (draft.uak().filter(key -> key.length() != UAK_OCTETS).isPresent()) {
            throw Refused.invalid("uak", "A UAK has " + UAK_OCTETS + " octets.");
        }
        if (!ALGORITHM.matcher(draft.algorithm()).matches()) {
            throw Refused.invalid(
                    "algorithm",
                    "The name of an algorithm is 1 to " + Device.MAX_ALGORITHM + " capital letters and digits.");
        }
        return new DeviceDraft(
                draft.ipei(),
                draft.kind(),
                draft.authenticationCode(),
                draft.encryption(),
                number("sosNumber", draft.sosNumber()),
                number("manDownNumber", draft.manDownNumber()),
                draft.uak(),
                draft.algorithm());
    }

    /** The change with its numbers in their one form. */
    static DeviceChange check(DeviceChange change) {
        requireCode(change.authenticationCode().filter(code -> !code.isEmpty()));
        return new DeviceChange(
                change.encryption(),
                change.authenticationCode(),
                number("sosNumber", change.sosNumber()),
                number("manDownNumber", change.manDownNumber()));
    }

    private static void requireCode(Optional<Secret> code) {
        if (code.isPresent() && !AuthenticationCode.isValid(code.get())) {
            throw Refused.invalid("authenticationCode", "An authentication code is 1 to 8 digits.");
        }
    }

    private static String number(String field, String value) {
        String stripped = value.strip();
        try {
            return stripped.isEmpty() ? "" : ValueType.NUMBER.canonical(stripped);
        } catch (IllegalArgumentException e) {
            throw new DataSetException(
                    DataSetException.Kind.INVALID, field, "Expected: " + ValueType.NUMBER.expected() + ".");
        }
    }
}
