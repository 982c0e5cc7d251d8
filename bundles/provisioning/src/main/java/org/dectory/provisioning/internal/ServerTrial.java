package org.dectory.provisioning.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.identity.Secret;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether the server refuses a wrong password at all. One that lets everybody in, because somebody forgot to protect the
 * folder, would make everybody anybody.
 *
 * <p>What was found holds for a day, for this source and until the next start: a wrong password more with each login would lock
 * accounts. Thread-safe.
 */
final class ServerTrial {

    private static final Duration GOOD_FOR = Duration.ofDays(1);
    private static final int PASSWORD_OCTETS = 16;
    private static final Logger logger = LoggerFactory.getLogger(ServerTrial.class);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Finding last = new Finding(-1, Instant.MIN, Optional.empty());

    /** What was found of a source. */
    private record Finding(long generation, Instant at, Optional<String> fault) {}

    ServerTrial(Clock clock) {
        this.clock = clock;
    }

    /** What is wrong with the server, as far as it was tried. */
    Optional<String> findFault(Current current) {
        Finding found = last;
        return found.generation() == current.generation() ? found.fault() : Optional.empty();
    }

    /**
     * Makes sure that the server refuses wrong passwords, by what was found before if that still holds.
     *
     * @param current the settings that hold
     * @param fetch fetches the same file as the person with another password
     * @return why what it says proves nothing; empty if it proves something
     */
    Optional<String> trust(Current current, Function<Secret, FetchResult> fetch) {
        Finding found = last;
        Instant now = clock.instant();
        boolean holds = found.generation() == current.generation()
                && found.fault().isEmpty()
                && !now.isBefore(found.at())
                && now.isBefore(found.at().plus(GOOD_FOR));
        return holds ? Optional.empty() : trustAnew(current, fetch);
    }

    /** The same, whatever was found before. */
    Optional<String> trustAnew(Current current, Function<Secret, FetchResult> fetch) {
        byte[] octets = new byte[PASSWORD_OCTETS];
        random.nextBytes(octets);
        try (Secret wrong = Secret.of(HexFormat.of().formatHex(octets))) {
            FetchResult result = fetch.apply(wrong);
            if (result instanceof Failed failed) {
                if (failed.kind() != Kind.ACCESS_DENIED) {
                    return Optional.of(failed.reason());
                }
                last = new Finding(current.generation(), clock.instant(), Optional.empty());
                return Optional.empty();
            }
        }
        String fault =
                "The server does not refuse a wrong password: nobody is logged in and nobody deleted by its word";
        last = new Finding(current.generation(), clock.instant(), Optional.of(fault));
        logger.error("The provisioning source does not refuse a wrong password: protect {} there", ServerMode.FILE);
        return Optional.of(fault);
    }
}
