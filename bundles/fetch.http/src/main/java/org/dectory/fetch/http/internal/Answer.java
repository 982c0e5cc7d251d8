package org.dectory.fetch.http.internal;

import java.util.List;
import java.util.zip.DataFormatException;
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
     * @param aboutTheFile whether it is about the file that was asked for, and comes from the server that was asked
     * @return what came of the fetch
     */
    static FetchResult read(Response response, FetchRequest request, boolean aboutTheFile) {
        int status = response.status();
        return switch (status) {
            case 200 -> content(response, request.maxBytes());
            case 304 -> request.version().isEmpty() ? failed(status) : new FetchResult.Unchanged();
            // A portal that catches all requests and sends them elsewhere proves nothing.
            case 404, 410 -> aboutTheFile ? new FetchResult.Gone("HTTP " + status) : failed(status);
            case 401, 403, 407 -> new Failed(Kind.ACCESS_DENIED, "The server denies access (HTTP " + status + ")");
            default -> failed(status);
        };
    }

    private static FetchResult content(Response response, int most) {
        Headers headers = response.headers();
        if (headers.first("Content-Length").isEmpty() && !headers.says("Transfer-Encoding", "chunked")) {
            // Nobody could tell the end of such a file from a broken connection.
            return new Failed(Kind.SERVER_ERROR, "The server does not say where the file ends");
        }
        if (isPacked(headers)) {
            return unpacked(response, most);
        }
        List<String> encodings = headers.all("Content-Encoding");
        if (!encodings.isEmpty() && !encodings.equals(List.of("identity"))) {
            return new Failed(Kind.SERVER_ERROR, "The server sends the file in an encoding that was not asked for");
        }
        return new FetchResult.Fetched(response.body(), Version.of(headers));
    }

    /** Whether the file comes packed, as it was allowed to. */
    static boolean isPacked(Headers headers) {
        List<String> encodings = headers.all("Content-Encoding");
        return encodings.size() == 1
                && (encodings.get(0).equalsIgnoreCase("gzip")
                        || encodings.get(0).equalsIgnoreCase("x-gzip"));
    }

    private static FetchResult unpacked(Response response, int most) {
        try {
            return new FetchResult.Fetched(Gunzip.unpack(response.body(), most), Version.of(response.headers()));
        } catch (TooLargeException e) {
            return Failure.tooLarge(most);
        } catch (DataFormatException e) {
            return new Failed(Kind.SERVER_ERROR, "The server packs the file as gzip and damages it");
        }
    }

    private static Failed failed(int status) {
        return new Failed(Kind.SERVER_ERROR, "The server answers with HTTP " + status);
    }
}
