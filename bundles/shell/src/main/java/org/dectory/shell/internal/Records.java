package org.dectory.shell.internal;

import org.dectory.api.datasets.DataSetService;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.UserRow;

/** Finds devices and users by what operators type. */
final class Records {

    private static final int MOST_ALIKE = 1000;

    private Records() {}

    /**
     * Finds a device.
     *
     * @param phone its PPN or IPEI
     * @throws CommandFailedException if there is none
     */
    static DeviceRow device(DataSetService dataSets, String phone) throws CommandFailedException {
        try {
            if (phone.matches("[0-9]{1,9}")) {
                return dataSets.findDevice(new DeviceId(Integer.parseInt(phone)))
                        .orElseThrow(() -> absent("phone", phone));
            }
            Ipei ipei = Ipei.parse(phone);
            return dataSets.devices(alike(ipei.compact())).rows().stream()
                    .filter(row -> row.device().ipei().equals(ipei))
                    .findFirst()
                    .orElseThrow(() -> absent("phone", phone));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Finds a user.
     *
     * @param number its number or SIP user name
     * @throws CommandFailedException if there is none
     */
    static UserRow user(DataSetService dataSets, String number) throws CommandFailedException {
        try {
            UserNumber named = new UserNumber(number);
            return dataSets.users(alike(number)).rows().stream()
                    .filter(row -> row.user().number().equals(named))
                    .findFirst()
                    .orElseThrow(() -> absent("user", number));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private static PageRequest alike(String text) {
        return new PageRequest(0, MOST_ALIKE, "", false, text);
    }

    private static CommandFailedException absent(String what, String named) {
        return new CommandFailedException("There is no " + what + " " + named + ".");
    }
}
