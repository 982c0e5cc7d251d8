package org.dectory.itests.container;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.osgi.framework.BundleContext;

/** What the change feed says has happened. */
final class AuditLog {

    private static final int PAGE = 1000;

    private final Map<String, Integer> added = new HashMap<>();
    private final Map<String, Integer> removed = new HashMap<>();
    private final Map<Integer, Integer> links = new HashMap<>();

    /** Reads all of it. From now on this test is tied to the contracts, and would go when they are replaced. */
    static AuditLog read(BundleContext context) {
        ChangeFeed feed = context.getService(context.getServiceReference(ChangeFeed.class));
        AuditLog log = new AuditLog();
        List<Change> page = feed.after(0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(log::note);
            page = feed.after(page.get(page.size() - 1).sequence(), PAGE);
        }
        return log;
    }

    private void note(Change change) {
        switch (change.kind()) {
            case USER_ADDED -> added.merge(change.detail(), 1, Integer::sum);
            case USER_REMOVED -> removed.merge(change.detail(), 1, Integer::sum);
            case LINKED -> links.merge(change.user().orElseThrow().uid(), 1, Integer::sum);
            default -> {}
        }
    }

    /** How often the user of a number was added. */
    int added(String number) {
        return added.getOrDefault(number, 0);
    }

    /** How often the user of a number was removed. */
    int removed(String number) {
        return removed.getOrDefault(number, 0);
    }

    /** How often a user was logged in. */
    int links(int uid) {
        return links.getOrDefault(uid, 0);
    }
}
