package org.dectory.rest.internal.http;

import java.util.Locale;

/** Sorts of problems, as a program can tell them apart. The names are published: they never change. */
public enum ProblemType {
    /** Something in the request is malformed or out of range. */
    INVALID_REQUEST(400, "The request is not valid"),
    /** There are no credentials, or wrong ones. */
    UNAUTHENTICATED(401, "An account or a token is needed"),
    /** The account may do nothing but change its password. */
    PASSWORD_CHANGE_REQUIRED(403, "The password must be changed first"),
    /** The account may only look. */
    READ_ONLY_ACCOUNT(403, "The account may not do this"),
    /** A page of another site sent the request. */
    FOREIGN_REQUEST(403, "The request comes from another site"),
    /** There is nothing at this address. */
    NOT_FOUND(404, "There is nothing here"),
    /** This cannot be done with what is at this address. */
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    /** It clashes with what is there. */
    CONFLICT(409, "It clashes with what is there"),
    /** Somebody else changed the record since it was read. */
    STALE_REVISION(409, "The record was changed in the meantime"),
    /** The body is larger than the limit. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** The body is no JSON, or not what else is expected there. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of another kind than expected"),
    /** The appliance does not go by this name. */
    UNKNOWN_HOST(421, "The appliance does not go by this name"),
    /** The update may not come in; the reason says why. */
    UPDATE_REFUSED(422, "The update is refused"),
    /** It must be said which revision is to be changed. */
    REVISION_REQUIRED(428, "The revision is needed"),
    /** Too many wrong credentials came from there. */
    TOO_MANY_FAILURES(429, "Too many failures"),
    /** The appliance has a fault. */
    FAULT(500, "The appliance has a fault"),
    /** A part of the appliance that is needed is not there now. */
    MISSING_CAPABILITY(503, "A part of the appliance is missing"),
    /** The data could not be read or stored. */
    STORE_FAILURE(503, "The store cannot do it"),
    /** The appliance is still at it; what comes of it must be looked up. */
    TIMED_OUT(503, "It takes too long");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The type as a URI (RFC 9457, section 3.1.1). */
    String uri() {
        return "urn:dectory:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
