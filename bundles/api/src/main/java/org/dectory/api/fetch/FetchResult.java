package org.dectory.api.fetch;

import java.nio.ByteBuffer;

/** What came of a fetch. */
public sealed interface FetchResult {

    /**
     * The whole file is here; a transfer that was cut short never is.
     *
     * @param content its octets, from position to limit
     * @param version what the server calls this version; empty if it says nothing
     */
    record Fetched(ByteBuffer content, String version) implements FetchResult {}

    /**
     * The server says that the version which is known already still holds.
     *
     * @param version what the server calls it from now on; empty if as before
     */
    record Unchanged(String version) implements FetchResult {

        /** It is called as before. */
        public Unchanged() {
            this("");
        }
    }

    /**
     * The server has definitely no such file: HTTP 404 or 410, TFTP error 1, SFTP 'no such file' in a readable directory, and
     * so on. This alone lets a user be deleted.
     *
     * @param proof what the server said, such as {@code HTTP 404}
     */
    record Gone(String proof) implements FetchResult {}

    /**
     * Nothing can be said about the file.
     *
     * @param kind what sort of failure it is
     * @param reason what happened, for people: no credentials, no stack trace
     */
    record Failed(Kind kind, String reason) implements FetchResult {}

    /** Sorts of failures. */
    enum Kind {
        /** The server does not answer, or breaks off. */
        UNREACHABLE,
        /** The server wants other credentials. */
        ACCESS_DENIED,
        /** The server answers with an error of its own, or in a way that makes no sense. */
        SERVER_ERROR,
        /** The file is larger than its limit. */
        TOO_LARGE,
        /** The server's identity is not trusted. */
        NOT_TRUSTED,
        /** The address cannot be used. */
        BAD_ADDRESS
    }
}
