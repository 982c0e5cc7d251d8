package org.dectory.fetch.tftp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.util.BitSet;

/**
 * Opens ports that were not used for a while. A server whose last packet or whose request got doubled or lost goes on sending
 * the file for half a minute, to a port that may be another file's by then, and nothing in a packet says which file it is of.
 * Thread-safe.
 */
final class Ports {

    static final long REST_MILLIS = 60_000;
    private static final int TRIES = 100;

    private final Clock clock;
    private BitSet now = new BitSet();
    private BitSet before = new BitSet();
    private long turned;

    Ports(Clock clock) {
        this.clock = clock;
        turned = clock.millis();
    }

    /**
     * Opens a port that has rested for at least a minute; if a hundred in a row have not, any port, for then the system has
     * hardly another one.
     *
     * @throws IOException if the system has none
     */
    DatagramChannel open() throws IOException {
        for (int i = 1; true; i++) {
            DatagramChannel channel = DatagramChannel.open();
            try {
                channel.bind(null);
                int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
                if (isRested(port) || i == TRIES) {
                    return channel;
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
    }

    /** Whether a port has rested; it is taken as used from now on. */
    synchronized boolean isRested(int port) {
        long time = clock.millis();
        if (Math.abs(time - turned) >= REST_MILLIS) {
            before = Math.abs(time - turned) >= 2 * REST_MILLIS ? new BitSet() : now;
            now = new BitSet();
            turned = time;
        }
        boolean rested = !before.get(port) && !now.get(port);
        now.set(port);
        return rested;
    }
}
