package org.dectory.fetch.sftp.internal;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import java.io.IOException;
import java.util.Optional;
import org.dectory.api.fetch.FetchResult.Kind;

/** What it means that JSch cannot log in. */
final class Refusal {

    /** RFC 4253, clause 11.1. */
    private static final int NO_MORE_METHODS = 14;

    private Refusal() {}

    static IOException of(JSchException e, HostJudge judge, OneSocket socket) {
        IOException refusal = meaning(e, judge, socket);
        if (refusal.getCause() == null && refusal instanceof RefusedException) {
            // For the log alone.
            refusal.initCause(e);
        }
        return refusal;
    }

    private static IOException meaning(JSchException e, HostJudge judge, OneSocket socket) {
        Optional<String> objection = judge.objection();
        if (objection.isPresent()) {
            return new RefusedException(Kind.NOT_TRUSTED, objection.get());
        }
        String message = String.valueOf(e.getMessage());
        boolean farewell = e instanceof JSchSessionDisconnectException said
                && (said.getReasonCode() == NO_MORE_METHODS || message.contains("authentication failures"));
        if (farewell || (message.startsWith("Auth ") && !socket.isEnded())) {
            return new RefusedException(Kind.ACCESS_DENIED, "The server denies access");
        }
        if (e instanceof JSchAlgoNegoFailException) {
            return new RefusedException(Kind.SERVER_ERROR, "The server knows none of the ciphers");
        }
        if (message.startsWith("channel is not opened") || message.startsWith("failed to send channel request")) {
            return new RefusedException(Kind.SERVER_ERROR, "The server does not offer SFTP");
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException network) {
                return network;
            }
        }
        return socket.isEnded() || e instanceof JSchSessionDisconnectException
                ? new IOException(message, e)
                : new RefusedException(Kind.SERVER_ERROR, "The server does not speak SSH as expected");
    }
}
