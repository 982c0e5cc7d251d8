package org.dectory.api.userdata;

import org.dectory.api.userdata.EffectiveValue.Origin;

/** Says what the values of a user come to beside the settings of the system. */
final class Resolution {

    private static final String GLOBAL = "Global";

    private final UserData data;
    private final SystemData system;

    Resolution(UserData data, SystemData system) {
        this.data = data;
        this.system = system;
    }

    EffectiveValue of(UserDataKey key) {
        return switch (key) {
            case AUTO_ANSWER -> global(key, SystemKey.AUTO_ANSWER);
            case MICROPHONE_MUTE -> global(key, SystemKey.MICROPHONE_MUTE);
            case WARNING_TONE -> global(key, SystemKey.WARNING_TONE);
            case ALLOW_BARGE_IN -> global(key, SystemKey.ALLOW_BARGE_IN);
            case USE_SIP_USER_NAME -> global(key, SystemKey.USE_SIP_USER_NAME);
            case USE_SIP_USER_AUTH -> global(key, SystemKey.USE_SIP_USER_AUTH);
            case CONFERENCE_SERVER_TYPE -> global(key, SystemKey.CONFERENCE_SERVER_TYPE);
            case CONFERENCE_SERVER_URI -> conferenceServerUri();
            case VOICE_MAIL_NUMBER ->
                data.text(key).isEmpty()
                        ? new EffectiveValue(system.text(SystemKey.VOICE_MAIL_NUMBER), Origin.SYSTEM)
                        : own(key);
            case SERVICE_USER_NAME ->
                isOn(UserDataKey.USE_SIP_USER_NAME) ? new EffectiveValue(data.userNumber(), Origin.SIP) : own(key);
            case SERVICE_AUTH_NAME ->
                isOn(UserDataKey.USE_SIP_USER_AUTH) ? new EffectiveValue(sipAccount(), Origin.SIP) : own(key);
            case VIP -> vip();
            case HOT_DESKING_SUPPORT, AUTO_LOGOUT_ON_CHARGE -> ofDynamicRelations(key);
            default -> own(key);
        };
    }

    private EffectiveValue own(UserDataKey key) {
        return new EffectiveValue(
                data.text(key), data.source(key).map(Origin::of).orElse(Origin.DEFAULT));
    }

    private EffectiveValue global(UserDataKey key, SystemKey wide) {
        return data.text(key).equals(GLOBAL) ? new EffectiveValue(system.text(wide), Origin.SYSTEM) : own(key);
    }

    /** The address goes with the kind of server; who has a kind and no address gets the system's. */
    private EffectiveValue conferenceServerUri() {
        UserDataKey key = UserDataKey.CONFERENCE_SERVER_URI;
        boolean ofSystem = data.text(UserDataKey.CONFERENCE_SERVER_TYPE).equals(GLOBAL)
                || data.text(key).isEmpty();
        return ofSystem ? new EffectiveValue(system.text(SystemKey.CONFERENCE_SERVER_URI), Origin.SYSTEM) : own(key);
    }

    boolean isOn(UserDataKey key) {
        return of(key).value().equals("On");
    }

    /** A SIP account without a name of its own authenticates with the number. */
    private String sipAccount() {
        String account = data.text(UserDataKey.SIP_ACCOUNT);
        return account.isEmpty() ? data.userNumber() : account;
    }

    private EffectiveValue vip() {
        boolean monitored = !data.text(UserDataKey.USER_MONITORING).equals("Off");
        return monitored && !data.isTrue(UserDataKey.VIP)
                ? new EffectiveValue("TRUE", Origin.MONITORING)
                : own(UserDataKey.VIP);
    }

    private EffectiveValue ofDynamicRelations(UserDataKey key) {
        return data.isFixed() && data.isTrue(key) ? new EffectiveValue("FALSE", Origin.RELATION) : own(key);
    }
}
