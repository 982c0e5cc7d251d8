package org.dectory.fetch.http.internal;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;

/** What the last answer of a server means. */
final class Answer {

    private Answer() {}

    /**
     * Judges an answer.
     *
     * @param response the answer, with its whole body
     * @param request what was asked for
     * @param atOrigin whether it comes from the server that was asked
     * @return what came of the fetch
     */
    static FetchResult read(HttpResponse<ByteBuffer> response, FetchRequest request, boolean atOrigin) {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> content(response);
            case 304 -> request.version().isEmpty() ? failed(status) : new FetchResult.Unchanged();
            // A portal that catches all requests and sends them elsewhere proves nothing.
            case 404, 410 -> atOrigin ? new FetchResult.Gone("HTTP " + status) : failed(status);
            case 401, 403, 407 -> new Failed(Kind.ACCESS_DENIED, "The server denies access (HTTP " + status + ")");
            default -> failed(status);
        };
    }

    private static FetchResult content(HttpResponse<ByteBuffer> response) {
        HttpHeaders headers = response.headers();
        boolean chunked = headers.firstValue("Transfer-Encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent();
        if (!chunked && headers.firstValue("Content-Length").isEmpty()) {
            // Nobody could tell the end of such a file from a broken connection.
            return new Failed(Kind.SERVER_ERROR, "The server does not say where the file ends");
        }
        if (!headers.firstValue("Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
            return new Failed(Kind.SERVER_ERROR, "The server sends the file in an encoding that was not asked for");
        }
        return new FetchResult.Fetched(response.body(), Version.of(headers));
    }

    private static Failed failed(int status) {
        return new Failed(Kind.SERVER_ERROR, "The server answers with HTTP " + status);
    }
}
