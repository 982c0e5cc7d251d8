package org.dectory.rest.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dectory.api.configuration.SnapshotException;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.settings.SettingsRefusedException;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes what is answered. */
final class ProblemMapping {

    private static final Logger logger = LoggerFactory.getLogger(ProblemMapping.class);

    /** How the values of {@code api} begin their messages: the name of what is wrong. */
    private static final Pattern NAMED =
            Pattern.compile("([a-z][A-Za-z]*)(?: ([A-Za-z])([A-Za-z]+))?: .*", Pattern.DOTALL);

    /** How systems say that a disk takes nothing more. */
    private static final Pattern FULL =
            Pattern.compile("disk is full|no space left|quota exceeded", Pattern.CASE_INSENSITIVE);

    private static final String NO_ROOM = "The disk is full, or holds as many files as it can; nothing was changed.";

    private ProblemMapping() {}

    static Problem problem(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return problem(failure.getCause());
        }
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof DataSetException refused) {
            ProblemType type = refused.kind() == DataSetException.Kind.CONFLICT
                    ? ProblemType.CONFLICT
                    : ProblemType.INVALID_REQUEST;
            return Problem.ofField(type, refused.field(), message(refused));
        }
        if (failure instanceof FacRejectedException refused) {
            return Problem.ofField(ProblemType.INVALID_REQUEST, refused.field(), message(refused));
        }
        if (failure instanceof SnapshotException refused) {
            return ofSnapshot(refused);
        }
        if (failure instanceof UpdateRefusedException refused) {
            return Problem.ofReason(type(refused.code()), refused.code(), message(refused));
        }
        if (failure instanceof StoreException store) {
            return ofStore(store);
        }
        if (failure instanceof UncheckedIOException wrapped
                && wrapped.getCause() instanceof SettingsRefusedException e) {
            return Problem.ofField(ProblemType.INVALID_REQUEST, e.setting(), message(e));
        }
        if (failure instanceof UncheckedIOException || failure instanceof IOException) {
            return ofDisk(failure);
        }
        if (failure instanceof IllegalArgumentException wrong) {
            Matcher named = NAMED.matcher(message(wrong));
            return Problem.ofField(ProblemType.INVALID_REQUEST, named.matches() ? field(named) : "", message(wrong));
        }
        logger.error("A request failed", failure);
        return Problem.of(ProblemType.FAULT, "The log of the appliance says more.");
    }

    private static ProblemType type(String code) {
        return switch (code) {
            case UpdateRefusedException.NOT_TAKEN, UpdateRefusedException.BUSY, UpdateRefusedException.NOTHING_THERE ->
                ProblemType.CONFLICT;
            case UpdateRefusedException.TOO_LARGE -> ProblemType.BODY_TOO_LARGE;
            case UpdateRefusedException.NO_SPACE -> ProblemType.STORE_FAILURE;
            default -> ProblemType.UPDATE_REFUSED;
        };
    }

    /** The name as a field has it: {@code loginId} of {@code login ID}. */
    private static String field(Matcher named) {
        return named.group(2) == null
                ? named.group(1)
                : named.group(1)
                        + named.group(2).toUpperCase(Locale.ROOT)
                        + named.group(3).toLowerCase(Locale.ROOT);
    }

    private static Problem ofSnapshot(SnapshotException refused) {
        return switch (refused.kind()) {
            case UNKNOWN -> Problem.of(ProblemType.NOT_FOUND, message(refused));
            case UNKNOWN_PID -> Problem.ofField(ProblemType.INVALID_REQUEST, "pids", message(refused));
            case DAMAGED, KEPT -> Problem.of(ProblemType.CONFLICT, message(refused));
        };
    }

    private static Problem ofStore(StoreException failure) {
        if (failure instanceof StaleRevisionException) {
            return Problem.of(ProblemType.STALE_REVISION, "Read the record again and decide anew.");
        }
        if (failure instanceof NotFoundException) {
            return Problem.of(ProblemType.NOT_FOUND, message(failure));
        }
        if (failure instanceof NotUniqueException taken) {
            return Problem.ofField(ProblemType.CONFLICT, field(taken.field()), message(taken));
        }
        logger.error("The store cannot do it: {}", failure.getMessage());
        return notStored(failure, "The data cannot be read or stored now; nothing was changed.");
    }

    /** What files are kept in: settings, their snapshots, updates. */
    private static Problem ofDisk(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        logger.error("A file cannot be read or written: {} ({})", message(failure), message(root));
        logger.debug("It happened here", failure);
        return notStored(root, "It cannot be read or stored now; nothing was changed.");
    }

    /** A full disk is something that an administrator can mend; what else there is, the log tells and strangers need not know. */
    private static Problem notStored(Throwable failure, String detail) {
        return Problem.of(
                ProblemType.STORE_FAILURE, FULL.matcher(message(failure)).find() ? NO_ROOM : detail);
    }

    private static String field(NotUniqueException.Field field) {
        return switch (field) {
            case LOGIN_ID -> "loginId";
            case IPEI, NUMBER -> field.name().toLowerCase(Locale.ROOT);
            case DEVICE_RELATION, USER_RELATION -> "";
        };
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
