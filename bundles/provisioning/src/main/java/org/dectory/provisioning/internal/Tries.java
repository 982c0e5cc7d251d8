package org.dectory.provisioning.internal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts for each file how often it failed since it last succeeded. Forgotten at a restart, which is a fair new try. */
final class Tries {

    private final ConcurrentMap<String, Integer> failures = new ConcurrentHashMap<>();

    int failed(String fileName) {
        return failures.merge(fileName, 1, Integer::sum);
    }

    void succeeded(String fileName) {
        failures.remove(fileName);
    }
}
