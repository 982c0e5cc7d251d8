package org.dectory.api.secret;

/** What a secret is for. The names are stored: they never change. */
public enum SecretKind {
    /** The key that a phone got at subscription, 16 octets (EN 300 175-7, clause 4.4.3). Owner: a device. */
    UAK,
    /** The authentication code typed at subscription, 1 to 8 digits. Owner: a device, or the system. */
    AUTHENTICATION_CODE,
    /** The PIN that the user set at a phone. It counts before all others. Owner: a user. */
    PIN_PHONE,
    /** The PIN that an administrator gave. Owner: a user. */
    PIN_ADMINISTRATOR,
    /** {@code UD_Pin} of the user's file. Owner: a user. */
    PIN_USER_FILE,
    /** {@code UD_Pin} of the common file as it was when the user was created. Owner: a user. */
    PIN_COMMON_FILE,
    /** {@code UD_SipPassword}. Owner: a user. */
    SIP_PASSWORD,
    /** {@code UD_KeyLockPin}. Owner: a user, or the system for that of the common file. */
    KEY_LOCK_PIN,
    /** {@code UD_ServiceAuthPasswd}. Owner: a user, or the system for that of the common file. */
    SERVICE_PASSWORD,
    /** {@code UD_Pin} of the common file as it is now. Owner: the system. */
    COMMON_PIN,
    /** The password for the provisioning server. Owner: the system. */
    PROVISIONING_PASSWORD,
    /** The password for the system's central provisioning server. Owner: the system. */
    CENTRAL_PASSWORD,
    /**
     * What the user proved to the file server at login, kept for fetches while the user is logged in. Owner: a user; the store
     * erases it in the transaction in which the user's relation ends, whatever ends it.
     */
    SERVER_PASSWORD,
    /** The private half of the appliance's key for SSH, PKCS #8. Owner: the system. */
    SSH_KEY,
    /** The private half of a key pair for encrypted values, PKCS #8. Owner: a value key. */
    VALUE_KEY,
    /** The key in the memory of a simulated phone. Owner: a device, keyed by the simulator's own number. */
    SIMULATED_UAK
}
