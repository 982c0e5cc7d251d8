package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.CfgResult;
import org.dectory.cfg.FileKind;
import org.dectory.cfg.Finding;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports {@code user_common.cfg}, and knows when it is due again. Blocks while it runs; one run at a time. */
final class CommonImport {

    static final String FILE = "user_common.cfg";

    /** Names the source whose file counts. */
    private static final String SOURCE = "provisioning.common-source";

    private static final Logger logger = LoggerFactory.getLogger(CommonImport.class);

    private final Store store;
    private final CommonData data;
    private final Writer writer;
    private final Secrets secrets;
    private final Clock clock;
    private final FileSource files;
    private final CfgReader reader;
    private final SourceHealth health;
    private final LiveSettings live;
    private final Tries tries = new Tries();

    private volatile String version = "";
    private volatile long tried;
    private volatile Turn turn = Turn.NOW;
    private volatile Optional<ImportResult> last = Optional.empty();

    CommonImport(
            Store store,
            CommonData data,
            Secrets secrets,
            Clock clock,
            FileSource files,
            CfgReader reader,
            SourceHealth health,
            LiveSettings live) {
        this.store = store;
        this.data = data;
        this.writer = new Writer(store);
        this.secrets = secrets;
        this.clock = clock;
        this.files = files;
        this.reader = reader;
        this.health = health;
        this.live = live;
    }

    /**
     * When the file is to be fetched.
     *
     * @param due when
     * @param pause how long that was from then
     */
    private record Turn(Instant due, Duration pause) {

        static final Turn NOW = new Turn(Instant.EPOCH, Duration.ZERO);
    }

    /** When it is to be fetched: at once at a start (PRV-02), and if it is farther away than was meant, since the clock was ahead. */
    Instant due() {
        Turn next = turn;
        boolean stray = next.due().isAfter(clock.instant().plus(next.pause()).plus(StrayTurns.SLACK));
        return stray ? Instant.EPOCH : next.due();
    }

    void dueNow() {
        turn = Turn.NOW;
    }

    Optional<ImportResult> last() {
        return last;
    }

    /** Whether a source has said what all users have in common, be it that it has no such file. */
    static boolean isKnown(StoreView view, Source source) {
        return view.findState(SOURCE).equals(Optional.of(FileSource.tag(source)));
    }

    /** Why nobody new comes from a source, and what to do about it; empty if they do, or if it has not been asked yet. */
    Optional<String> whyNobodyNew(Source source) {
        return last.filter(result -> result.outcome() == ImportResult.Outcome.FAILED)
                .filter(result -> !isKnown(source))
                .map(result -> "No new users are made until the server brings " + FILE
                        + ", or says definitely that there is none (it could not be imported: " + result.reason()
                        + "). Where there is none, put an empty one");
    }

    private boolean isKnown(Source source) {
        try {
            return store.read(view -> isKnown(view, source));
        } catch (StoreException e) {
            return true; // Who asks how the source is doing is told by others that the store cannot be read.
        }
    }

    /** Whether this source was asked since it was set. */
    boolean wasTried(Current current) {
        return tried == current.generation();
    }

    /** Forgets what came from another source. */
    void forget() {
        last = Optional.empty();
        dueNow();
    }

    Outcome run(Current current, Duration limit) {
        FetchResult fetch = files.bring(current.settings(), current.source().orElseThrow(), FILE, version, limit);
        if (Thread.currentThread().isInterrupted()) {
            return new Outcome(failed("Provisioning is being stopped"), Optional.empty());
        }
        if (!live.stillCounts(current)) {
            return new Outcome(failed("The source was changed meanwhile"), Optional.empty());
        }
        health.note(FILE, fetch);
        tried = current.generation();
        ImportResult result = take(current, fetch);
        Duration pause;
        if (result.outcome() == ImportResult.Outcome.FAILED) {
            pause = current.settings().retry().after(tries.failed(FILE));
            logger.warn("{} was not imported: {}", FILE, result.reason());
        } else {
            pause = interval();
            tries.succeeded(FILE);
            logger.info("{}: {}", FILE, result.outcome());
        }
        turn = new Turn(clock.instant().plus(pause), pause);
        last = Optional.of(result);
        return new Outcome(result, Optional.empty());
    }

    private Duration interval() {
        return Duration.ofHours(data.data().number(UserDataKey.COMMON_UPDATE_INTERVAL));
    }

    private ImportResult take(Current current, FetchResult fetch) {
        try {
            if (fetch instanceof Fetched fetched) {
                return read(current, fetched);
            }
            if (fetch instanceof Gone gone) {
                // It is optional: without it the defaults hold.
                apply(current, Map.of(), Map.of(), Set.of());
                version = "";
                return result(ImportResult.Outcome.GONE, gone.proof(), List.of());
            }
            if (fetch instanceof Unchanged same && !same.version().isEmpty()) {
                version = same.version();
            }
            return fetch instanceof Failed failed
                    ? failed(failed.reason())
                    : result(ImportResult.Outcome.UNCHANGED, "", List.of());
        } catch (ImportRefusedException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return failed("The data could not be stored");
        }
    }

    private ImportResult read(Current current, Fetched fetched) {
        CfgResult content = reader.read(
                fetched.content(), FileKind.COMMON, current.settings().maxBytes());
        if (content instanceof CfgResult.Data data) {
            try {
                apply(current, data.values(), data.secrets(), data.unread());
            } finally {
                data.close();
            }
            version = fetched.version();
            return result(ImportResult.Outcome.IMPORTED, "", data.findings());
        }
        if (content instanceof CfgResult.NoData nothing) {
            answered(current);
            return result(
                    ImportResult.Outcome.UNCHANGED, "The file holds no data: what is known stays", nothing.findings());
        }
        return failed(((CfgResult.Unreadable) content).reason());
    }

    /** The source has a file that says nothing. */
    private void answered(Current current) {
        writer.write(tx -> {
            if (live.stillCounts(current) && !isKnown(tx, current.source().orElseThrow())) {
                noteSource(tx, current);
            }
            return true;
        });
    }

    private static void noteSource(StoreTransaction tx, Current current) {
        tx.putQuietState(SOURCE, current.source().map(FileSource::tag).orElse(""));
    }

    private void apply(
            Current current, Map<String, String> values, Map<UserDataKey, Secret> fromFile, Set<UserDataKey> unread) {
        Map<SecretKind, Secret> known = secrets.findAll(SecretOwner.SYSTEM);
        SecretChange change = new SecretChange(SecretOwner.SYSTEM, known, fromFile, unread);
        try {
            writer.write(tx -> {
                if (!live.stillCounts(current)) {
                    throw new ImportRefusedException("The source was changed meanwhile");
                }
                tx.putCommonLayer(values);
                noteSource(tx, current);
                change.apply(tx, UserDataKey.PIN, SecretKind.COMMON_PIN);
                change.apply(tx, UserDataKey.KEY_LOCK_PIN, SecretKind.KEY_LOCK_PIN);
                change.apply(tx, UserDataKey.SERVICE_AUTH_PASSWD, SecretKind.SERVICE_PASSWORD);
                return true;
            });
        } finally {
            data.changed();
            known.values().forEach(Secret::close);
        }
    }

    private ImportResult failed(String reason) {
        return result(ImportResult.Outcome.FAILED, reason, List.of());
    }

    private ImportResult result(ImportResult.Outcome outcome, String reason, List<Finding> findings) {
        return new ImportResult(
                FILE,
                clock.instant(),
                outcome,
                reason,
                findings.stream().map(Finding::toString).toList());
    }
}
