package org.dectory.api.userdata;

import java.util.Arrays;
import java.util.Optional;

/**
 * The settings of the whole system that stand in where a user's data says {@code Global} or nothing. The names of these
 * constants are stored: they never change.
 */
public enum SystemKey {
    /** Whether calls are answered by themselves. */
    AUTO_ANSWER("AutoAnswer", ValueType.ON_OFF, "Off"),
    /** Whether the microphone is mute when a call is answered by itself. */
    MICROPHONE_MUTE("MicrophoneMute", ValueType.ON_OFF, "Off"),
    /** Whether a warning tone announces calls that are answered by themselves. */
    WARNING_TONE("WarningTone", ValueType.ON_OFF, "On"),
    /** Whether a call may break into another one. */
    ALLOW_BARGE_IN("AllowBargeIn", ValueType.ON_OFF, "Off"),
    /** Which conference server is used. */
    CONFERENCE_SERVER_TYPE("ConferenceServerType", ValueType.SYSTEM_CONFERENCE, "Off"),
    /** The address of an external conference server. */
    CONFERENCE_SERVER_URI("ConferenceServerURI", ValueType.TEXT, ""),
    /** Whether XSI user names are the SIP user names. */
    USE_SIP_USER_NAME("UseSIPUserName", ValueType.ON_OFF, "Off"),
    /** Whether XSI authenticates with the SIP account. */
    USE_SIP_USER_AUTH("UseSIPUserAuth", ValueType.ON_OFF, "Off"),
    /** The number of the voice mail. */
    VOICE_MAIL_NUMBER("VoiceMailNumber", ValueType.NUMBER, ""),
    /** The number that SOS keys call where neither user nor device has one. */
    SOS_NUMBER("SosNumber", ValueType.NUMBER, ""),
    /** The number that ManDown alarms call where neither user nor device has one. */
    MAN_DOWN_NUMBER("ManDownNumber", ValueType.NUMBER, ""),
    /** Whether calls are encrypted of those devices that are marked so. */
    ENCRYPTION("Encryption", ValueType.ON_OFF, "On");

    private final String key;
    private final ValueType type;
    private final String defaultValue;

    SystemKey(String key, ValueType type, String defaultValue) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    /**
     * Finds a key.
     *
     * @param key its text in any case
     * @return the key; empty if there is no such key
     */
    public static Optional<SystemKey> find(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key.equalsIgnoreCase(key))
                .findFirst();
    }

    /**
     * The key as people write it.
     *
     * @return such as {@code AutoAnswer}
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
     * The value that counts while none is set.
     *
     * @return the value in its canonical form; may be empty
     */
    public String defaultValue() {
        return defaultValue;
    }
}
