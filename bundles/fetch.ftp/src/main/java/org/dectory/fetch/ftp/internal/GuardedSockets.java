package org.dectory.fetch.ftp.internal;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.dectory.connections.Guard;
import org.dectory.connections.GuardedSocket;

/** Makes guarded sockets for commands, in the form that Commons Net wants. */
final class GuardedSockets extends SocketFactory {

    private final Guard guard;

    GuardedSockets(Guard guard) {
        this.guard = guard;
    }

    @Override
    public Socket createSocket() {
        return GuardedSocket.forCommands(guard);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }
}
