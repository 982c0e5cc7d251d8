package org.dectory.fetch.sftp.internal;

import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** The socket of one connection, which can be closed while somebody waits for it. Thread-safe. */
final class OneSocket implements SocketFactory, AutoCloseable {

    private final int connectMillis;
    private final Socket socket = new Socket();
    private volatile boolean ended;

    OneSocket(int connectMillis) {
        this.connectMillis = connectMillis;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        socket.connect(address, connectMillis);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public InputStream getInputStream(Socket of) throws IOException {
        return new Watched(of.getInputStream());
    }

    @Override
    public OutputStream getOutputStream(Socket of) throws IOException {
        return of.getOutputStream();
    }

    /** Whether the other side, or this one, has ended it: what JSch then says of passwords is not so. */
    boolean isEnded() {
        return ended;
    }

    /** Wakes whoever waits for it. */
    @Override
    public void close() {
        ended = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, and neither is what it says.
        }
    }

    /** Sees the end. */
    private final class Watched extends FilterInputStream {

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] octets, int from, int length) throws IOException {
            int count = in.read(octets, from, length);
            if (count < 0) {
                ended = true;
            }
            return count;
        }
    }
}
