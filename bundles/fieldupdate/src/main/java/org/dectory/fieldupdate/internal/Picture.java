package org.dectory.fieldupdate.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the appliance is at one moment.
 *
 * @param amiss what is wrong, by what it concerns
 * @param threads how many threads there are
 */
record Picture(Map<String, String> amiss, int threads) {

    /** More of them than before cannot come of a few new bundles. */
    private static final int MORE_THREADS = 100;

    Picture {
        amiss = Map.copyOf(amiss);
    }

    /** What has become worse since an earlier picture, a sentence each. */
    List<String> worseThan(Picture before) {
        List<String> worse = new ArrayList<>();
        amiss.forEach((what, complaint) -> {
            if (!before.amiss.containsKey(what)) {
                worse.add(complaint);
            }
        });
        if (threads > before.threads + MORE_THREADS) {
            worse.add("there are " + threads + " threads, and were " + before.threads);
        }
        worse.sort(null);
        return worse;
    }
}
