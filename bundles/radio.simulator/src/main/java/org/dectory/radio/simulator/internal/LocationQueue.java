package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/**
 * Phones that register their location because the system has started, not because of their person: they take turns, 200 a
 * second and 64 at once, so that thousands do not come in one moment. Thread-safe.
 */
final class LocationQueue {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int A_TICK = 20;
    private static final int AT_ONCE = 64;

    private final Surroundings world;
    private final Queue<VirtualPhone> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean ticking;
    private boolean closed;

    LocationQueue(Surroundings world) {
        this.world = world;
    }

    synchronized void add(Collection<VirtualPhone> phones) {
        waiting.addAll(phones);
        tickAgain();
    }

    private void tickAgain() {
        if (!ticking && !closed && !waiting.isEmpty()) {
            ticking = true;
            world.after(TICK, this::tick);
        }
    }

    private void tick() {
        List<VirtualPhone> turn = new ArrayList<>(A_TICK);
        synchronized (this) {
            ticking = false;
            while (!closed && turn.size() < A_TICK && underWay < AT_ONCE && !waiting.isEmpty()) {
                turn.add(waiting.remove());
                underWay++;
            }
            tickAgain();
        }
        turn.forEach(phone -> {
            if (needsTurn(phone)) {
                Locating.begin(phone).whenComplete((accepted, failure) -> done());
            } else {
                done();
            }
        });
    }

    /** A phone may have registered by itself while it waited. */
    private static boolean needsTurn(VirtualPhone phone) {
        synchronized (phone) {
            return !phone.link.isAttached() && phone.locating() == null;
        }
    }

    private synchronized void done() {
        underWay--;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
