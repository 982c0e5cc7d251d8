package org.dectory.rest.internal.http;

import java.io.InputStream;

/**
 * A request as it came, nothing of it checked.
 *
 * @param method the method, such as {@code GET}
 * @param uri the whole path as it came, still percent-encoded
 * @param path the part of the path below the servlet's, still percent-encoded; begins with a slash or is empty
 * @param query what follows the question mark, still percent-encoded; may be empty
 * @param scheme {@code http} or {@code https}
 * @param remote the address it comes from
 * @param headers its headers
 * @param body its body, to be read once
 */
public record Request(
        String method,
        String uri,
        String path,
        String query,
        String scheme,
        String remote,
        Headers headers,
        InputStream body) {

    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    /** Whether a body comes with it; a head that contradicts itself announces none and is refused later. */
    boolean announcesBody() {
        try {
            return hasBody();
        } catch (ProblemException e) {
            return false;
        }
    }

    boolean hasBody() {
        return headers.find("Transfer-Encoding").isPresent()
                || headers.find("Content-Length")
                        .filter(length -> !length.equals("0"))
                        .isPresent();
    }
}
