package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.dectory.api.identity.Ipei;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;

/**
 * A story about modes and periods that an administrator can read aloud: steps, parted by semicolons.
 *
 * <p>A person does {@code standard}, {@code always open}, {@code wildcard} or {@code wildcard 10m}, {@code stop},
 * {@code restrict on}, {@code auto-create on} (or {@code off}). Three sorts of phones, a new one each time, try to
 * subscribe: {@code known} has its IPEI in a device, {@code stranger} has not, {@code visitor} has not and types the
 * additional ID of a user without a phone; what follows is {@code in}, or the reason why not. {@code 2m} lets that time pass.
 * {@code restart}, {@code crash} and {@code outage 3h} happen to the appliance, {@code clock +3h} and {@code clock -3h} to its
 * clock. {@code shows} names the modes with the time that is left until the end of each, or {@code endless} or {@code always}.
 */
final class Story implements AutoCloseable {

    final Appliance appliance;
    private int phones = 100;

    Story(Appliance appliance) {
        this.appliance = appliance;
    }

    static void tell(String story) {
        try (Story told = new Story(new Appliance())) {
            told.go(story);
        }
    }

    void go(String story) {
        for (String step : story.split(";", -1)) {
            go(step.strip(), story);
        }
    }

    private void go(String step, String story) {
        int gap = step.indexOf(' ');
        String word = gap < 0 ? step : step.substring(0, gap);
        String rest = gap < 0 ? "" : step.substring(gap + 1);
        switch (word) {
            case "shows" -> assertThat(shown()).as("%s, in: %s", step, story).isEqualTo(rest);
            case "known", "stranger", "visitor" ->
                assertThat(subscribe(word)).as("%s, in: %s", step, story).isEqualTo(rest);
            case "restart" -> appliance.restart();
            case "crash" -> appliance.crashAndRestart();
            case "outage" -> outage(duration(rest));
            case "clock" -> {
                appliance.clock.advance(duration(rest));
                appliance.scheduler.runDue();
            }
            default -> {
                if (Character.isDigit(step.charAt(0))) {
                    appliance.pass(duration(step));
                } else {
                    act(word, rest);
                }
            }
        }
        appliance.settle();
        assertTheRadioKnows(step);
    }

    private void act(String word, String rest) {
        switch (word) {
            case "standard" -> get(appliance.desk.startStandard(ANNA));
            case "always" -> get(appliance.desk.startAlwaysOpen(ANNA));
            case "wildcard" ->
                get(appliance.desk.startWildcard(
                        rest.isEmpty() ? Optional.empty() : Optional.of(duration(rest)), ANNA));
            case "stop" -> get(appliance.desk.stop(ANNA));
            case "restrict" -> get(appliance.desk.restrictDuration(rest.equals("on"), ANNA));
            case "auto-create" -> get(appliance.desk.autoCreate(rest.equals("on"), ANNA));
            default -> throw new IllegalArgumentException("no such step: " + word);
        }
    }

    private void outage(Duration time) {
        appliance.clock.advance(time);
        appliance.crashAndRestart();
    }

    /** A new phone tries; gives {@code in}, or why not. */
    String subscribe(String sort) {
        int number = ++phones;
        Ipei phone = new Ipei(16, number);
        if (sort.equals("known")) {
            appliance.add(phone);
        }
        if (sort.equals("visitor")) {
            appliance.addUser("9" + number, "id" + number);
        }
        boolean in = sort.equals("visitor") ? appliance.subscribe(phone, "id" + number) : appliance.subscribe(phone);
        return in ? "in" : appliance.lastReason().orElseThrow().name();
    }

    /** How subscription stands, in the words of a story. */
    String shown() {
        SubscriptionStatus status = appliance.desk.status();
        Instant now = appliance.now();
        String standard = Mode.STANDARD + " ";
        String endless = standard + (status.alwaysOpen() ? "always" : "endless");
        return switch (status.mode()) {
            case OFF -> status.remark().isEmpty() ? "OFF" : "OFF for the clock";
            case STANDARD ->
                status.until().map(end -> standard + left(now, end)).orElse(endless);
            case WILDCARD ->
                "WILDCARD " + left(now, status.until().orElseThrow()) + ", "
                        + status.then().map(end -> standard + left(now, end)).orElse(endless);
        };
    }

    private static String left(Instant now, Instant end) {
        return Duration.between(now, end).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static Duration duration(String text) {
        boolean back = text.startsWith("-");
        String digits = text.startsWith("+") || back ? text.substring(1) : text;
        Duration duration = Duration.parse("PT" + digits.toUpperCase(Locale.ROOT));
        return back ? duration.negated() : duration;
    }

    /** A clock that is set back the radio hears of when subscription is looked at next; until then phones are refused. */
    private void assertTheRadioKnows(String step) {
        SubscriptionStatus status = appliance.desk.status();
        if (status.remark().isEmpty()) {
            assertThat(appliance.radio.isSubscriptionAllowed())
                    .as("what the radio says after: %s", step)
                    .isEqualTo(status.mode() != Mode.OFF);
        }
    }

    @Override
    public void close() {
        appliance.close();
    }
}
