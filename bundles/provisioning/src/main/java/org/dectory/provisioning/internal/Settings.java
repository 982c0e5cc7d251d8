package org.dectory.provisioning.internal;

import java.time.Duration;
import java.util.Optional;
import org.dectory.api.provisioning.ProvisioningAdministration.Sources;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.settings.ReadableSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is set, at one moment.
 *
 * @param sources where files come from, if from anywhere
 * @param maxBytes the largest file
 * @param fetchLimit the time for one fetch, waiting for its turn included
 * @param threads most fetches at once
 * @param duePerSecond most files a second that timers fetch
 * @param retry when a failed fetch is tried again
 */
record Settings(Sources sources, int maxBytes, Duration fetchLimit, int threads, int duePerSecond, Backoff retry) {

    private static final Logger logger = LoggerFactory.getLogger(Settings.class);

    /** What can be used of a configuration: one that was written by hand may hold anything, and name a source that cannot. */
    static Settings usable(ProvisioningSettings config) {
        Settings settings = of(ReadableSettings.of(ProvisioningSettings.class, config, logger::warn));
        Sources written = settings.sources();
        try {
            return settings.with(new Sources(
                    written.useSpecific(),
                    written.specific().map(SourceRules::checked),
                    written.central().map(SourceRules::checked)));
        } catch (IllegalArgumentException e) {
            logger.error("The configured provisioning sources are not used: {}", e.getMessage());
            return settings.with(new Sources(written.useSpecific(), Optional.empty(), Optional.empty()));
        }
    }

    static Settings of(ProvisioningSettings config) {
        return new Settings(
                new Sources(config.specific(), specific(config), central(config)),
                between(1024, config.max_bytes(), 16 * 1024 * 1024),
                Duration.ofSeconds(between(1, config.fetch_seconds(), 300)),
                between(1, config.fetch_threads(), 64),
                between(1, config.due_per_second(), 1000),
                new Backoff(
                        Duration.ofSeconds(between(1, config.retry_seconds(), 86_400)),
                        Duration.ofSeconds(between(1, config.retry_most_seconds(), 86_400))));
    }

    private static Optional<Source> specific(ProvisioningSettings config) {
        return Optional.of(new Source(
                        config.protocol(),
                        config.server(),
                        config.port(),
                        config.path(),
                        config.user_name(),
                        TrustText.read(config.trust())))
                .filter(source -> !source.protocol().isBlank());
    }

    private static Optional<Source> central(ProvisioningSettings config) {
        return Optional.of(new Source(
                        config.central_protocol(),
                        config.central_server(),
                        config.central_port(),
                        config.central_path(),
                        config.central_user_name(),
                        TrustText.read(config.central_trust())))
                .filter(source -> !source.protocol().isBlank());
    }

    /** The source that counts. */
    Optional<Source> source() {
        return sources.inUse();
    }

    private static int between(int least, int value, int most) {
        return Math.max(least, Math.min(value, most));
    }

    Settings with(Sources other) {
        return new Settings(other, maxBytes, fetchLimit, threads, duePerSecond, retry);
    }
}
