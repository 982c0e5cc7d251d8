package org.dectory.webconsole.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may come as far as to say who they are. The console itself has no guard against forged requests, and browsers send
 * remembered credentials along with them.
 */
final class Door {

    private static final Pattern HOST = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

    private final boolean uploadOpen;

    /**
     * Knows what is open.
     *
     * @param uploadOpen whether bundles may be uploaded; on an appliance only signed updates bring code
     */
    Door(boolean uploadOpen) {
        this.uploadOpen = uploadOpen;
    }

    /**
     * Judges a request before anybody looks at its credentials.
     *
     * @return why it is refused; empty if it is not
     */
    Optional<String> refuse(HttpServletRequest request) {
        if (!isFromHere(request.getRemoteAddr())) {
            return Optional.of("The web console is open to this machine only.");
        }
        String host = text(request, "Host");
        Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.of("The web console is called by localhost, 127.0.0.1 or [::1].");
        }
        if (!isOwn(request, host)) {
            return Optional.of("The request comes from a page of another site.");
        }
        if (!uploadOpen
                && text(request, "Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return Optional.of("Uploading bundles is closed on this appliance.");
        }
        return Optional.empty();
    }

    private static boolean isFromHere(String address) {
        try {
            // A literal address: nothing is looked up.
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isOwn(HttpServletRequest request, String host) {
        String own = request.getScheme() + "://" + host;
        String origin = text(request, "Origin");
        if (!origin.isEmpty() && !origin.equalsIgnoreCase(own)) {
            return false;
        }
        if (isSafe(request)) {
            return true;
        }
        String site = text(request, "Sec-Fetch-Site");
        String referer = text(request, "Referer");
        return (site.isEmpty() || site.equals("same-origin") || site.equals("none"))
                && (referer.isEmpty()
                        || referer.toLowerCase(Locale.ROOT).startsWith(own.toLowerCase(Locale.ROOT) + "/"));
    }

    /** Whether a request only looks. */
    static boolean isSafe(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static String text(HttpServletRequest request, String header) {
        return Optional.ofNullable(request.getHeader(header)).orElse("");
    }
}
