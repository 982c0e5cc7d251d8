package org.dectory.fetch.http.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Follows one chain of redirects: a few steps, never in a circle, never from HTTPS to HTTP. Used by one thread. */
final class Redirects {

    private static final int MOST = 5;

    private final URI origin;
    private final List<URI> visited = new ArrayList<>(1);
    private URI current;
    private boolean aboutTheFile = true;

    Redirects(URI asked) {
        this.origin = encoded(asked);
        this.current = origin;
        visited.add(origin);
    }

    /** As requests have it, in ASCII: what people enter, and what some servers redirect to, is not. */
    private static URI encoded(URI uri) {
        String text = uri.toASCIIString();
        return text.equals(uri.toString()) ? uri : URI.create(text);
    }

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    URI current() {
        return current;
    }

    /**
     * Goes on to where the server points.
     *
     * @param location what the server said
     * @return why that is impossible; empty if it was done
     */
    Optional<String> follow(Optional<String> location) {
        if (location.orElse("").isBlank()) {
            return Optional.of("The server redirects without saying where to");
        }
        URI next;
        try {
            next = encoded(current.resolve(location.get()));
        } catch (IllegalArgumentException e) {
            return Optional.of("The server redirects to an address that is none");
        }
        if (!isHttp(next) || next.getHost() == null || next.getUserInfo() != null) {
            return Optional.of("The server redirects to an address that is none");
        }
        if (isSecure(current) && !isSecure(next)) {
            return Optional.of("The server redirects from HTTPS to HTTP");
        }
        if (visited.contains(next)) {
            return Optional.of("The server redirects in a circle");
        }
        visited.add(next);
        if (visited.size() > MOST + 1) {
            return Optional.of("The server redirects more than " + MOST + " times");
        }
        current = next;
        aboutTheFile &= isAtOrigin() && name(next).equals(name(origin));
        return Optional.empty();
    }

    /**
     * Whether an answer would still be about the file that was asked for: the server has always been the same, and so has the file's
     * name. That a page for people is missing, such as one for maintenance, says nothing about the file.
     */
    boolean isAboutTheFile() {
        return aboutTheFile;
    }

    private static String name(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether this is still the server that was asked: only there credentials are sent. */
    boolean isAtOrigin() {
        boolean sameHost = origin.getHost().equalsIgnoreCase(current.getHost());
        boolean samePlace = isSecure(origin) == isSecure(current) && port(origin) == port(current);
        boolean secured = !isSecure(origin) && isSecure(current) && port(origin) == 80 && port(current) == 443;
        return sameHost && (samePlace || secured);
    }

    /** What tells one server from another. */
    static String server(URI uri) {
        return (uri.getScheme() + "://" + uri.getHost() + ":" + port(uri)).toLowerCase(Locale.ROOT);
    }

    static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    static boolean isSecure(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isSecure(uri) ? 443 : 80;
    }
}
