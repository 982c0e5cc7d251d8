package org.dectory.connections;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket that looks up from reading now and then, whether there is still a reason to wait; a plain one would wait for ever. It goes
 * straight to the server: a plain one would ask for the proxy of every address, and the appliance has none.
 */
public final class GuardedSocket extends Socket {

    private final Guard guard;
    private final boolean counted;
    private final int pretendedPort;

    private GuardedSocket(Guard guard, boolean counted, int pretendedPort) {
        super(Proxy.NO_PROXY);
        this.guard = guard;
        this.counted = counted;
        this.pretendedPort = pretendedPort;
    }

    /** A socket for commands beside files: what comes counts as talk. */
    public static GuardedSocket forCommands(Guard guard) {
        return new GuardedSocket(guard, true, 0);
    }

    /** A socket for everything. */
    public static GuardedSocket forAll(Guard guard) {
        return new GuardedSocket(guard, false, 0);
    }

    /**
     * A socket for files.
     *
     * @param commandPort the port of the commands: the TLS of Java looks for a session to resume by the port, and servers
     *     refuse file connections that do not resume the session of the commands
     */
    public static GuardedSocket forFiles(Guard guard, int commandPort) {
        return new GuardedSocket(guard, false, commandPort);
    }

    @Override
    public int getPort() {
        return pretendedPort > 0 ? pretendedPort : super.getPort();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(super.getInputStream());
    }

    /** Reads in glances. */
    private final class Input extends FilterInputStream {

        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] octets, int from, int length) throws IOException {
            while (true) {
                setSoTimeout(guard.glance());
                try {
                    int count = in.read(octets, from, length);
                    if (counted) {
                        guard.talked(count);
                    }
                    return count;
                } catch (SocketTimeoutException e) {
                    // Nothing yet: the guard knows whether to go on.
                }
            }
        }
    }
}
