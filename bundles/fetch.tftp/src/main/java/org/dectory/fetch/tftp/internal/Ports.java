package org.dectory.fetch.tftp.internal;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.time.Clock;
import java.util.BitSet;

/**
 * Opens ports that were not used for a while. A server whose last packet or whose request got doubled or lost goes on sending
 * the file for half a minute, to a port that may be another file's by then, and nothing in a packet says which file it is of.
 * Thread-safe.
 */
final class Ports {

    static final long REST_MILLIS = 60_000;

    private final Clock clock;
    private BitSet now = new BitSet();
    private BitSet before = new BitSet();
    private long turned;

    /** The ends of the range from which the system gives ports, as far as it was seen. */
    private int lowest = Integer.MAX_VALUE;

    private int highest;

    Ports(Clock clock) {
        this.clock = clock;
        turned = clock.millis();
    }

    /**
     * Opens a port that has rested for at least a minute: the one that the system chooses at random, or the next one after it.
     * If none has, or the system gives no second socket, the one that it chose serves.
     *
     * @throws SocketException if the system has none
     */
    DatagramSocket open() throws SocketException {
        DatagramSocket chosen = new DatagramSocket();
        int first = chosen.getLocalPort();
        for (int port = rested(first); port != first; port = rested(first)) {
            try {
                DatagramSocket rested = new DatagramSocket(port);
                chosen.close();
                return rested;
            } catch (BindException e) {
                // It is somebody else's: the one after it.
            } catch (SocketException e) {
                // The system has no further socket.
                return chosen;
            }
        }
        return chosen;
    }

    /** The first port from one on that has rested; it is taken as used from now on. */
    synchronized int rested(int port) {
        turn();
        lowest = Math.min(lowest, port);
        highest = Math.max(highest, port);
        int found = port;
        do {
            if (!before.get(found) && !now.get(found)) {
                break;
            }
            found = found < highest ? found + 1 : lowest;
        } while (found != port);
        now.set(found);
        return found;
    }

    private void turn() {
        long time = clock.millis();
        long passed = Math.abs(time - turned);
        if (passed >= REST_MILLIS) {
            before = passed >= 2 * REST_MILLIS ? new BitSet() : now;
            now = new BitSet();
            turned = time;
        }
    }
}
