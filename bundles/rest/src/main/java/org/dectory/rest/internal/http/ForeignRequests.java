package org.dectory.rest.internal.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps out what a page of another site makes a browser send: its requests carry credentials that the browser remembers.
 *
 * <p>The host name is checked against rebinding of names, the origin against forged requests. Forms can send neither JSON, nor
 * what else is expected here, nor another method than POST.
 */
final class ForeignRequests {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._-]+)(:[0-9]{1,5})?");

    private final Set<String> hosts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Knows the names.
     *
     * @param names the names of this machine besides those of the loopback interface
     */
    ForeignRequests(Set<String> names) {
        hosts.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.addAll(names);
    }

    /**
     * Refuses a request that does not come from here or from a program.
     *
     * @param types the media types that its body may have
     * @throws ProblemException if it is refused
     */
    void refuse(Request request, Set<String> types) {
        String host = request.headers().find("Host").orElse("");
        Matcher parts = HOST.matcher(host);
        if (!parts.matches() || !hosts.contains(parts.group(1))) {
            throw Problem.of(ProblemType.UNKNOWN_HOST, "Host: " + Shown.of(host) + " is no name of this appliance.")
                    .exception();
        }
        Optional<String> origin = request.headers().find("Origin");
        String own = request.scheme() + "://" + host;
        if (origin.isPresent() && !origin.get().equalsIgnoreCase(own)) {
            throw foreign("Origin: " + Shown.of(origin.get()) + " (expected: " + own + ")");
        }
        if (!request.isSafe()) {
            refuseChange(request, types);
        }
    }

    private static void refuseChange(Request request, Set<String> types) {
        Optional<String> site = request.headers().find("Sec-Fetch-Site");
        if (site.isPresent() && !site.get().equals("same-origin") && !site.get().equals("none")) {
            throw foreign("Sec-Fetch-Site: " + Shown.of(site.get()) + " (expected: same-origin)");
        }
        Optional<String> type = request.headers().find("Content-Type");
        if (type.isPresent() ? !isOne(type.get(), types) : request.hasBody()) {
            String expected = String.join(", ", new TreeSet<>(types));
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type: " + Shown.of(type.orElse("")) + " (expected: " + expected + ")")
                    .with("Accept", expected)
                    .exception();
        }
    }

    private static boolean isOne(String type, Set<String> types) {
        String[] parts = type.toLowerCase(Locale.ROOT).replace(" ", "").split(";", 2);
        return types.contains(parts[0]) && (parts.length == 1 || parts[1].equals("charset=utf-8"));
    }

    private static ProblemException foreign(String detail) {
        return Problem.of(ProblemType.FOREIGN_REQUEST, detail).exception();
    }
}
