package org.dectory.subscription.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dectory.api.identity.Ipei;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.RefusedSubscription.Reason;

/** The latest failed attempts, each phone once for each reason. Thread-safe. */
final class RefusalBook {

    static final int MAX_ENTRIES = 100;

    private static final int MAX_ID = 32;

    private record Key(Ipei phone, Reason reason) {}

    /** The latest last. */
    private final Map<Key, RefusedSubscription> entries = new LinkedHashMap<>();

    synchronized void add(Ipei phone, Reason reason, Instant at, Optional<String> additionalId) {
        Key key = new Key(phone, reason);
        RefusedSubscription former = entries.remove(key);
        int times = former == null ? 1 : (int) Math.min(former.times() + 1L, Integer.MAX_VALUE);
        put(new RefusedSubscription(phone, at, reason, times, additionalId.flatMap(RefusalBook::printable)));
    }

    /** What came over the air may be anything; it is kept and shown. */
    private static Optional<String> printable(String typed) {
        String shown = typed.codePoints()
                .limit(MAX_ID)
                .map(c -> (c > ' ' && c < 0x7F) || Character.isLetterOrDigit(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Optional.of(shown).filter(text -> !text.isEmpty());
    }

    private void put(RefusedSubscription entry) {
        entries.put(new Key(entry.phone(), entry.reason()), entry);
        if (entries.size() > MAX_ENTRIES) {
            Iterator<Key> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Forgets a phone; tells whether there was anything to forget. */
    synchronized boolean forget(Ipei phone) {
        return entries.keySet().removeIf(key -> key.phone().equals(phone));
    }

    /** The entries, the latest first. */
    synchronized List<RefusedSubscription> latestFirst() {
        List<RefusedSubscription> list = new ArrayList<>(entries.values());
        Collections.reverse(list);
        return List.copyOf(list);
    }

    /** The stored form: a line for each entry, the latest last: IPEI, reason, instant, how often and the ID typed, if any. */
    synchronized String text() {
        return entries.values().stream().map(RefusalBook::line).collect(Collectors.joining("\n"));
    }

    private static String line(RefusedSubscription entry) {
        String id = entry.additionalId().map(typed -> " " + typed).orElse("");
        return entry.phone().compact() + " " + entry.reason() + " " + entry.at() + " " + entry.times() + id;
    }

    /** Takes in the stored form; lines that cannot be read, such as those of a newer firmware, are left out. */
    synchronized void load(String text) {
        text.lines().forEach(line -> {
            String[] parts = line.split(" ", -1);
            try {
                put(new RefusedSubscription(
                        Ipei.parse(parts[0]),
                        Instant.parse(parts[2]),
                        Reason.valueOf(parts[1]),
                        Integer.parseInt(parts[3]),
                        Optional.of(parts).filter(all -> all.length > 4).map(all -> all[4])));
            } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
                // A remark about the past that nobody can read is worth no more than this.
            }
        });
    }
}
