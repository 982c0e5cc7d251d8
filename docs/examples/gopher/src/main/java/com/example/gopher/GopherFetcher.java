package com.example.gopher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.osgi.service.component.annotations.Component;

/** Brings files from Gopher servers (RFC 1436). They know no accounts, no versions, and no proof that a file is gone. */
@Component
@FetchProtocol("gopher")
public final class GopherFetcher implements Fetcher {

    private static final int PORT = 70;

    @Override
    public FetchResult fetch(FetchRequest request) {
        URI uri = request.uri();
        int millis = (int) Math.max(1, request.limit().toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write((uri.getPath() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return read(socket.getInputStream(), request.maxBytes());
        } catch (SocketTimeoutException e) {
            return new Failed(Kind.UNREACHABLE, "The server took too long");
        } catch (IOException e) {
            return new Failed(Kind.UNREACHABLE, "The server cannot be reached");
        }
    }

    private static FetchResult read(InputStream in, int most) throws IOException {
        byte[] content = in.readNBytes(most + 1);
        if (content.length > most) {
            return new Failed(Kind.TOO_LARGE, "The file is larger than " + most + " octets");
        }
        // Type 3 is an error, in words for people: it may mean anything, so nobody loses a phone by it.
        return content.length > 0 && content[0] == '3'
                ? new Failed(Kind.SERVER_ERROR, "The server answered with an error")
                : new Fetched(ByteBuffer.wrap(content), "");
    }
}
