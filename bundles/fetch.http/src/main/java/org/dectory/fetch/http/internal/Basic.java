package org.dectory.fetch.http.internal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.dectory.api.fetch.FetchRequest.Credentials;

/** Sends the password as it is (RFC 7617). */
enum Basic implements Scheme {
    /** The only one. */
    INSTANCE;

    @Override
    public String authorization(Credentials credentials, URI uri) {
        byte[] user = (credentials.user() + ":").getBytes(StandardCharsets.UTF_8);
        byte[] password = credentials.password().bytes();
        byte[] both = Arrays.copyOf(user, user.length + password.length);
        System.arraycopy(password, 0, both, user.length, password.length);
        String header = "Basic " + Base64.getEncoder().encodeToString(both);
        Arrays.fill(password, (byte) 0);
        Arrays.fill(both, (byte) 0);
        return header;
    }

    @Override
    public Scheme after(Headers headers) {
        return this;
    }
}
