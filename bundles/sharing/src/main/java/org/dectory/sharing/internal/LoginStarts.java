package org.dectory.sharing.internal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;

/**
 * Since when logins last, for their timed end. Pure.
 *
 * <p>That is when the relation was made; but for one that bears a later instant than the clock shows, because the clock was set
 * back, it is when that was noticed, and for one that was fixed, when it became dynamic. Such starts are kept under
 * {@code sharing.signout.<ppn>} as {@code uid since start}.
 *
 * @param now the instant
 * @param logins all logins with their starts
 * @param odd the starts that are to be kept, by key
 * @param kept the keys under which starts are kept
 * @param hour the hour that is set and when it was, as it is to be kept under {@code sharing.signout-hour}
 */
record LoginStarts(Instant now, List<Login> logins, Map<String, String> odd, Set<String> kept, Optional<HourSet> hour) {

    private static final String PREFIX = "sharing.signout.";
    private static final String HOUR = "sharing.signout-hour";

    /** A login and when it counts as begun. */
    record Login(Relation relation, Instant start) {

        boolean isDue(SignOutRules rules, Instant now) {
            return rules.due(start).filter(due -> !due.isAfter(now)).isPresent();
        }
    }

    /** An hour of the day, as text, and since when it is set. */
    record HourSet(String hour, Instant since) {}

    /** Reads all logins. */
    static LoginStarts read(StoreView view, SharingPolicy policy, Instant now) {
        Map<String, String> kept = view.states(PREFIX);
        Map<String, String> odd = new HashMap<>();
        List<Login> logins = view.dynamicRelations().stream()
                .map(relation -> {
                    String key = key(relation.device());
                    Instant start = start(relation, Optional.ofNullable(kept.get(key)), now);
                    if (!start.equals(relation.since())) {
                        odd.put(key, text(relation, start));
                    }
                    return new Login(relation, start);
                })
                .toList();
        return new LoginStarts(now, logins, odd, new HashSet<>(kept.keySet()), hour(view, policy, now));
    }

    private static Optional<HourSet> hour(StoreView view, SharingPolicy policy, Instant now) {
        return policy.signOutAt().map(time -> {
            String hour = time + " " + policy.zone().getId();
            Optional<Instant> since = view.findState(HOUR)
                    .filter(text -> text.startsWith(hour + " "))
                    .flatMap(text -> instant(text.substring(hour.length() + 1)));
            return new HourSet(hour, earlier(since.orElse(now), now));
        });
    }

    /** Whether a login is over by the settings. */
    static boolean isOver(StoreView view, Relation relation, SharingPolicy policy, Instant now) {
        Instant start = start(relation, view.findState(key(relation.device())), now);
        Instant hourSet = hour(view, policy, now).map(HourSet::since).orElse(now);
        return new Login(relation, start).isDue(SignOutRules.of(policy, hourSet), now);
    }

    /** The rules by the settings. */
    SignOutRules rules(SharingPolicy policy) {
        return SignOutRules.of(policy, hour.map(HourSet::since).orElse(now));
    }

    /** Keeps what has to be kept, and nothing else. */
    void write(StoreTransaction tx) {
        odd.forEach((key, text) -> {
            if (!tx.findState(key).equals(Optional.of(text))) {
                tx.putQuietState(key, text);
            }
        });
        kept.stream().filter(key -> !odd.containsKey(key)).forEach(tx::removeState);
        hour.ifPresentOrElse(
                set -> {
                    if (!tx.findState(HOUR).equals(Optional.of(set.hour() + " " + set.since()))) {
                        tx.putQuietState(HOUR, set.hour() + " " + set.since());
                    }
                },
                () -> tx.removeState(HOUR));
    }

    /** Whether there is nothing to be written. */
    boolean isKept(StoreView view) {
        return odd.keySet().equals(kept)
                && odd.entrySet().stream()
                        .allMatch(entry -> view.findState(entry.getKey()).equals(Optional.of(entry.getValue())))
                && view.findState(HOUR).equals(hour.map(set -> set.hour() + " " + set.since()));
    }

    /** A fixed relation has become dynamic: it counts as a login that begins now. */
    static void begin(StoreTransaction tx, DeviceId device, Instant now) {
        tx.findRelation(device)
                .filter(relation -> relation.kind() == Relation.Kind.DYNAMIC)
                .ifPresent(relation -> tx.putQuietState(key(device), text(relation, now)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String key(DeviceId device) {
        return PREFIX + device.ppn();
    }

    private static String text(Relation relation, Instant start) {
        return relation.user().uid() + " " + relation.since() + " " + start;
    }

    private static Instant start(Relation relation, Optional<String> kept, Instant now) {
        String own = relation.user().uid() + " " + relation.since() + " ";
        Optional<Instant> known =
                kept.filter(text -> text.startsWith(own)).flatMap(text -> instant(text.substring(own.length())));
        return earlier(known.orElse(relation.since()), now);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
