package org.dectory.api.radio;

/**
 * Keys of those settings of a 600/700 that the rules know by name; there are more, which only the phone understands.
 *
 * <p>They travel both ways: {@link Radio#configure} gives them to the phone, {@link PhoneHandler#changed} reports what a
 * person changed there.
 */
public final class PhoneSetting {

    /** When calls are forwarded: {@code Off}, {@code Busy}, {@code NoAnswer}, {@code BusyNoAnswer} or {@code All}. */
    public static final String FORWARD_STATE = "UD_ForwardState";

    /** Where calls are forwarded to: a number. */
    public static final String FORWARD_DESTINATION = "UD_ForwardDest";

    /** After how many seconds a call that nobody answers is forwarded. */
    public static final String FORWARD_TIME = "UD_ForwardTime";

    /** Whether the keys can be locked: a boolean. A phone that is told FALSE unlocks and cannot be locked. */
    public static final String KEY_LOCK_ENABLE = "UD_KeyLockEnable";

    /** After how many seconds the keys lock by themselves; 0 for never. */
    public static final String KEY_LOCK_TIME = "UD_KeyLockTime";

    /** The language of the display. */
    public static final String LANGUAGE = "UD_DispLanguage";

    private PhoneSetting() {}
}
