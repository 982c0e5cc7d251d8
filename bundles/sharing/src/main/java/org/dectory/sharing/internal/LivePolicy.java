package org.dectory.sharing.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.dectory.api.settings.ReadableSettings;
import org.dectory.api.settings.SettingsCheck;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingPolicy.UserTakeover;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings as they count now. It alone has the configuration, so that a change of a setting disturbs no login in
 * progress. Thread-safe.
 */
@Component(
        service = {LivePolicy.class, SettingsCheck.class},
        property = SettingsCheck.PID + "=org.dectory.sharing",
        configurationPid = "org.dectory.sharing")
@Designate(ocd = LivePolicy.Config.class)
public final class LivePolicy implements SettingsCheck {

    @ObjectClassDefinition(name = "Phone sharing", description = "Logins, takeovers, timed sign-out and wrong PINs")
    @interface Config {

        @AttributeDefinition(
                name = "User logged in elsewhere",
                description = "move: logged out there once the login succeeds; reject: the login is refused; "
                        + "wait: moved when the call there ends",
                options = {
                    @Option(label = "Move", value = "move"),
                    @Option(label = "Reject", value = "reject"),
                    @Option(label = "Wait", value = "wait")
                })
        String takeover_user() default "move";

        @AttributeDefinition(
                name = "Longest wait",
                description = "Seconds that a login waits for the end of a call at the user's other phone",
                min = "1",
                max = "120")
        int takeover_wait_seconds() default 60;

        @AttributeDefinition(
                name = "Take over phones",
                description = "Whether a login may put out somebody else who was left logged in at the phone")
        boolean takeover_phone() default false;

        @AttributeDefinition(
                name = "Sign out after",
                description = "Minutes after which a login ends by itself; 0 for never",
                min = "0",
                max = "527040")
        int signout_after_minutes() default 0;

        @AttributeDefinition(
                name = "Sign out at",
                description = "Hour of the day (HH:mm) at which all logins end; empty for never")
        String signout_at() default "";

        @AttributeDefinition(
                name = "Time zone",
                description = "Time zone of that hour, such as Europe/Berlin; empty for that of the system")
        String signout_zone() default "";

        @AttributeDefinition(
                name = "Wrong PINs of a user",
                description = "After so many wrong PINs a user is locked at the phone, and at no other",
                min = "1",
                max = "100")
        int wrong_pins() default 5;

        @AttributeDefinition(
                name = "Lock",
                description = "Minutes that a lock lasts and that wrong PINs are remembered",
                min = "1",
                max = "1440")
        int lock_minutes() default 15;

        @AttributeDefinition(
                name = "Wrong PINs of a phone",
                description = "After so many wrong PINs of all users a phone is locked",
                min = "1",
                max = "1000")
        int device_wrong_pins() default 15;

        @AttributeDefinition(
                name = "Unknown logins per phone",
                description = "Logins of unknown users in a minute after which a phone has to wait",
                min = "1",
                max = "1000")
        int unknown_logins_phone() default 5;

        @AttributeDefinition(
                name = "Unknown logins overall",
                description =
                        "Logins of unknown users in a minute after which unknown users have to wait at all phones; one counts while its file is fetched, and then only if there is none",
                min = "1",
                max = "100000")
        int unknown_logins_overall() default 60;
    }

    /** What counts while nothing else was configured. */
    static final SharingPolicy DEFAULT = new SharingPolicy(
            UserTakeover.MOVE,
            Duration.ofSeconds(60),
            false,
            Optional.empty(),
            Optional.empty(),
            ZoneId.systemDefault(),
            5,
            Duration.ofMinutes(15),
            15,
            5,
            60);

    /** People leave out the zero, and some write seconds. */
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);

    private static final Logger logger = LoggerFactory.getLogger(LivePolicy.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile SharingPolicy current;

    /** Takes the settings; what cannot be used counts as not configured. */
    @Activate
    public LivePolicy(Config config) {
        this(read(config, DEFAULT));
    }

    LivePolicy(SharingPolicy policy) {
        current = policy;
    }

    /** Takes the settings; where one cannot be used, what counted before counts on. */
    @Modified
    void modified(Config config) {
        replace(read(config, current));
    }

    /** The texts; the metatype knows the ranges of the rest. */
    @Override
    public void check(Map<String, ?> values) {
        text(values, "takeover.user").ifPresent(LivePolicy::takeover);
        text(values, "signout.at").ifPresent(LivePolicy::hour);
        text(values, "signout.zone").ifPresent(LivePolicy::zone);
    }

    private static Optional<String> text(Map<String, ?> values, String name) {
        return values.get(name) instanceof String text ? Optional.of(text.strip()) : Optional.empty();
    }

    void replace(SharingPolicy policy) {
        current = policy;
        listeners.forEach(Runnable::run);
    }

    /** The settings at this moment. */
    SharingPolicy current() {
        return current;
    }

    /** Calls a listener after each change, until it is taken out again. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void unlisten(Runnable listener) {
        listeners.remove(listener);
    }

    private static SharingPolicy read(Config written, SharingPolicy former) {
        Config config = ReadableSettings.of(Config.class, written, logger::warn);
        int minutes = config.signout_after_minutes();
        try {
            return new SharingPolicy(
                    usable(LivePolicy::takeover, config.takeover_user(), former.userTakeover()),
                    Duration.ofSeconds(config.takeover_wait_seconds()),
                    config.takeover_phone(),
                    minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes)),
                    usable(LivePolicy::hour, config.signout_at().strip(), former.signOutAt()),
                    usable(LivePolicy::zone, config.signout_zone().strip(), former.zone()),
                    config.wrong_pins(),
                    Duration.ofMinutes(config.lock_minutes()),
                    config.device_wrong_pins(),
                    config.unknown_logins_phone(),
                    config.unknown_logins_overall());
        } catch (IllegalArgumentException e) {
            logger.warn("The configuration is refused: {}", e.getMessage());
            return former;
        }
    }

    /** Texts are checked by nobody before: a mistyped hour must not keep the limits of wrong PINs from counting. */
    private static <T> T usable(Function<String, T> reading, String text, T former) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            logger.warn("A setting is refused and stays as it was: {}", e.getMessage());
            return former;
        }
    }

    static UserTakeover takeover(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "move" -> UserTakeover.MOVE;
            case "reject" -> UserTakeover.REJECT;
            case "wait" -> UserTakeover.WAIT;
            default -> throw new IllegalArgumentException("takeover.user (expected: move, reject or wait)");
        };
    }

    static Optional<LocalTime> hour(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalTime.parse(text, HOUR));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("signout.at (expected: HH:mm, such as 18:30)", e);
        }
    }

    static ZoneId zone(String text) {
        try {
            return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("signout.zone (expected: a name such as Europe/Berlin)", e);
        }
    }
}
