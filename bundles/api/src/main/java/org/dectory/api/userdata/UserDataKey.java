package org.dectory.api.userdata;

import static org.dectory.api.userdata.UserDataKey.Scope.ADMINISTRATOR;
import static org.dectory.api.userdata.UserDataKey.Scope.BOTH;
import static org.dectory.api.userdata.UserDataKey.Scope.COMMON_FILE;
import static org.dectory.api.userdata.UserDataKey.Scope.USER_FILE;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of user data files, with their types, ranges and defaults. Keys match in any case.
 *
 * <p>{@code UDS_} keys are about provisioning itself; {@code UD_} keys are about users. A {@code UD_} key that is not of
 * this list goes to the phone as it is. Keys without such a beginning are administrators' own and count in no file.
 */
public enum UserDataKey {
    /** Whether a call may break into another one. */
    ALLOW_BARGE_IN("UD_AllowBargeIn", ValueType.TRI_STATE, "Global", BOTH),
    /** Whether the user may send messages. */
    ALLOW_MSG_SEND("UD_AllowMsgSend", ValueType.BOOL, "FALSE", BOTH),
    /** Whether vCards that arrive are taken over into the phone book. */
    ALLOW_VCARD_RECV("UD_AllowVcardRecv", ValueType.BOOL, "FALSE", BOTH),
    /** Whether the user may send vCards. */
    ALLOW_VCARD_SEND("UD_AllowVcardSend", ValueType.BOOL, "FALSE", BOTH),
    /** Whether logging out asks for the PIN. */
    AUTHENTICATE_LOGOUT("UD_AuthenticateLogout", ValueType.BOOL, "FALSE", BOTH),
    /** Whether calls are answered by themselves. */
    AUTO_ANSWER("UD_AutoAnswer", ValueType.TRI_STATE, "Global", BOTH),
    /** Whether the charger logs the user out; without effect while the relation is a fixed one. */
    AUTO_LOGOUT_ON_CHARGE("UD_AutoLogoutOnCharge", ValueType.BOOL, "FALSE", BOTH),
    /** Which conference server is used. */
    CONFERENCE_SERVER_TYPE("UD_ConferenceServerType", ValueType.CONFERENCE, "Global", BOTH),
    /** The address of an external conference server. */
    CONFERENCE_SERVER_URI("UD_ConferenceServerURI", ValueType.TEXT, "", BOTH),
    /** Whether the user is a hot desking user at the call server; without effect while the relation is a fixed one. */
    HOT_DESKING_SUPPORT("UD_HotDeskingSupport", ValueType.BOOL, "FALSE", BOTH),
    /** Whether the phone keeps its local phone book at logout. */
    KEEP_LOCAL_DIR("UD_KeepLocalDir", ValueType.BOOL, "FALSE", BOTH),
    /** Whether the phone may be locked. */
    KEY_LOCK_ENABLE("UD_KeyLockEnable", ValueType.BOOL, "TRUE", BOTH),
    /** What unlocks the phone; a secret. */
    KEY_LOCK_PIN("UD_KeyLockPin", ValueType.PIN, "0000", BOTH),
    /** After how many seconds the phone locks itself: 0 (never), 10, 20, 30, 60, 90 or 120. */
    KEY_LOCK_TIME("UD_KeyLockTime", ValueType.KEY_LOCK_SECONDS, "60", BOTH),
    /** Whether the user can be located. */
    LOCATABLE("UD_Locatable", ValueType.BOOL, "FALSE", BOTH),
    /** Whether the user may locate others. */
    LOCATING_PERMISSION("UD_LocatingPermission", ValueType.BOOL, "FALSE", BOTH),
    /** The number that a ManDown alarm calls. */
    MAN_DOWN_NUMBER("UD_ManDownNumber", ValueType.NUMBER, "", BOTH),
    /** Whether the microphone is mute when a call is answered by itself. */
    MICROPHONE_MUTE("UD_MicrophoneMute", ValueType.TRI_STATE, "Global", BOTH),
    /** The name that the phone shows. */
    NAME("UD_Name", ValueType.TEXT, "", USER_FILE),
    /** The user's number, where the file is named after a login ID. */
    NUMBER("UD_Number", ValueType.NUMBER, "", USER_FILE),
    /** The user's PIN; a secret. */
    PIN("UD_Pin", ValueType.PIN, "0000", BOTH),
    /** Whether the PIN that was changed at the phone is forgotten. */
    PIN_DEL("UD_PinDel", ValueType.BOOL, "FALSE", USER_FILE),
    /** The configuration-over-air profile, 0 to 20; 0 for none. */
    PP_PROFILE_ID("UD_PpProfileId", ValueType.PROFILE, "0", BOTH),
    /** The XSI authentication name. */
    SERVICE_AUTH_NAME("UD_ServiceAuthName", ValueType.TEXT, "", BOTH),
    /** The XSI password; a secret. */
    SERVICE_AUTH_PASSWD("UD_ServiceAuthPasswd", ValueType.PASSWORD, "", BOTH),
    /** The XSI user name. */
    SERVICE_USER_NAME("UD_ServiceUserName", ValueType.TEXT, "", BOTH),
    /** The SIP authentication name. */
    SIP_ACCOUNT("UD_SipAccount", ValueType.TEXT, "", USER_FILE),
    /** The SIP password; a secret. */
    SIP_PASSWORD("UD_SipPassword", ValueType.PASSWORD, "", USER_FILE),
    /** The number that the SOS key calls. */
    SOS_NUMBER("UD_SosNumber", ValueType.NUMBER, "", BOTH),
    /** Whether the user's position is published as it changes. */
    TRACKING("UD_Tracking", ValueType.BOOL, "FALSE", BOTH),
    /** Hours until the user's file is fetched again, 1 to 8760. */
    UPDATE_INTERVAL("UD_UpdateInterval", ValueType.HOURS, "24", BOTH),
    /** How the user is monitored. */
    USER_MONITORING("UD_UserMonitoring", ValueType.MONITORING, "Off", BOTH),
    /** Whether the XSI authentication comes from the SIP account. */
    USE_SIP_USER_AUTH("UD_UseSIPUserAuth", ValueType.TRI_STATE, "Global", BOTH),
    /** Whether the XSI user name comes from the SIP account. */
    USE_SIP_USER_NAME("UD_UseSIPUserName", ValueType.TRI_STATE, "Global", BOTH),
    /** Whether the user is registered first. */
    VIP("UD_Vip", ValueType.BOOL, "FALSE", BOTH),
    /** The number of the user's voice mail; empty for the system's. */
    VOICE_MAIL_NUMBER("UD_VoiceMailNumber", ValueType.NUMBER, "", BOTH),
    /** Whether a warning tone announces incoming calls. */
    WARNING_TONE("UD_WarningTone", ValueType.TRI_STATE, "Global", BOTH),
    /** Hours until the common file is fetched again, 1 to 8760. */
    COMMON_UPDATE_INTERVAL("UDS_CommonUpdateInterval", ValueType.HOURS, "24", COMMON_FILE),
    /** Whether {@code user.cfg} is fetched with each user's own credentials. */
    COMMON_USER_FILE_NAME("UDS_CommonUserFileName", ValueType.BOOL, "FALSE", COMMON_FILE),
    /** Whether user files are fetched at all. */
    USE_EXTERNAL_USERS("UDS_UseExternalUsers", ValueType.BOOL, "TRUE", COMMON_FILE),
    /** What administrators find the user by, such as the department; at most 16 characters. */
    DESCRIPTION_1("Description1", ValueType.DESCRIPTION, "", ADMINISTRATOR),
    /** More that administrators find the user by; at most 16 characters. */
    DESCRIPTION_2("Description2", ValueType.DESCRIPTION, "", ADMINISTRATOR),
    /** Whether this user's account probes the SIP server; one user's at most. */
    VISIBILITY_CHECK("VisibilityCheck", ValueType.BOOL, "FALSE", ADMINISTRATOR),
    /** The port from which the user's SIP account is served, 1 to 65535; 0 for a computed one. */
    FIXED_SIP_PORT("FixedSipPort", ValueType.PORT, "0", ADMINISTRATOR);

    private static final Map<String, UserDataKey> BY_NAME = new HashMap<>();

    static {
        for (UserDataKey key : values()) {
            BY_NAME.put(key.key, key);
            BY_NAME.put(key.key.toLowerCase(Locale.ROOT), key);
        }
    }

    private final String key;
    private final ValueType type;
    private final String defaultValue;
    private final Scope scope;

    UserDataKey(String key, ValueType type, String defaultValue, Scope scope) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.scope = scope;
    }

    /** In which files a key counts. */
    public enum Scope {
        /** Only in {@code user_common.cfg}. */
        COMMON_FILE,
        /** Only in a user's file. */
        USER_FILE,
        /** In both. */
        BOTH,
        /** In none: an administrator sets it, for external users too. */
        ADMINISTRATOR
    }

    /**
     * Finds a key.
     *
     * @param key its name in any case
     * @return the key; empty if it is not of this list
     */
    public static Optional<UserDataKey> find(String key) {
        // Nearly all are written as they are in the manual.
        UserDataKey asWritten = BY_NAME.get(key);
        return Optional.ofNullable(asWritten != null ? asWritten : BY_NAME.get(key.toLowerCase(Locale.ROOT)));
    }

    /**
     * The key as files write it.
     *
     * @return such as {@code UD_Name}
     */
    public String key() {
        return key;
    }

    /**
     * What its values are.
     *
     * @return the type
     */
    public ValueType type() {
        return type;
    }

    /**
     * The value that counts where no layer has one.
     *
     * @return the value in its canonical form; may be empty
     */
    public String defaultValue() {
        return defaultValue;
    }

    /**
     * In which files it counts.
     *
     * @return the scope
     */
    public Scope scope() {
        return scope;
    }

    /**
     * Whether its values are kept as secrets and never in a layer.
     *
     * @return true for PINs and passwords
     */
    public boolean isSecret() {
        return type == ValueType.PIN || type == ValueType.PASSWORD;
    }
}
