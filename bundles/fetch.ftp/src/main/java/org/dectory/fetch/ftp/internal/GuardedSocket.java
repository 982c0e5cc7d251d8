package org.dectory.fetch.ftp.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket that looks up from reading now and then, whether there is still a reason to wait; a plain one would wait for ever. */
final class GuardedSocket extends Socket {

    private final Guard guard;
    private final int pretendedPort;

    private GuardedSocket(Guard guard, int pretendedPort) {
        this.guard = guard;
        this.pretendedPort = pretendedPort;
    }

    /** A socket for commands. */
    static GuardedSocket forCommands(Guard guard) {
        return new GuardedSocket(guard, 0);
    }

    /**
     * A socket for files.
     *
     * @param commandPort the port of the commands: the TLS of Java looks for a session to resume by the port, and servers
     *     refuse file connections that do not resume the session of the commands
     */
    static GuardedSocket forFiles(Guard guard, int commandPort) {
        return new GuardedSocket(guard, commandPort);
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
                    if (pretendedPort == 0) {
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
