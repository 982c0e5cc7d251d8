package org.dectory.api.secret;

import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;

/**
 * Whose secret it is. Secrets of a device or a user are erased with it.
 *
 * @param type what kind of thing owns it
 * @param id the owner's number: ppn, uid, the simulator's own number, a value key's number, or 0 for the system
 */
public record SecretOwner(Type type, int id) {

    /** The system itself. */
    public static final SecretOwner SYSTEM = new SecretOwner(Type.SYSTEM, 0);

    /** Kinds of owners. The names are stored: they never change. */
    public enum Type {
        /** The appliance. */
        SYSTEM,
        /** A device data set. */
        DEVICE,
        /** A user data set. */
        USER,
        /** A simulated phone. */
        SIMULATOR,
        /** A key pair for encrypted values; its secret stays until it is erased. */
        VALUE_KEY
    }

    /**
     * Names a device.
     *
     * @param device the device
     * @return the owner
     */
    public static SecretOwner of(DeviceId device) {
        return new SecretOwner(Type.DEVICE, device.ppn());
    }

    /**
     * Names a user.
     *
     * @param user the user
     * @return the owner
     */
    public static SecretOwner of(UserId user) {
        return new SecretOwner(Type.USER, user.uid());
    }
}
