package org.dectory.userstore.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store in the data folder of the appliance: records, feed and secrets behind one door. */
@Component(
        service = {Store.class, ChangeFeed.class, Secrets.class},
        configurationPid = "org.dectory.userstore")
public final class SqliteStore implements Store, ChangeFeed, Secrets, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SqliteStore.class);

    private final Database database;
    private final ReadSessions sessions;
    private final Feed feed;
    private final Secrets secrets;
    private final Writer writer;

    /**
     * Opens the store in the folder that the framework property {@code dectory.data} names.
     *
     * @param context gives the property
     * @param clock gives the time of transactions
     * @throws StoreException if the database cannot be used; the message says what to do
     */
    @Activate
    public SqliteStore(BundleContext context, @Reference Clock clock) {
        this(folder(context), clock, new Schema(Schema.STEPS));
    }

    SqliteStore(Path folder, Clock clock, Schema schema) {
        database = Database.open(folder, schema);
        sessions = new ReadSessions(database);
        try {
            feed = new Feed(sessions);
            secrets = new SecretReader(sessions, database.cipher());
            writer = new Writer(database.openWriter(), database.cipher(), clock, feed);
        } catch (RuntimeException e) {
            sessions.close();
            database.close();
            throw e;
        }
        logger.info("The store is open in {}", folder);
    }

    private static Path folder(BundleContext context) {
        @Nullable String folder = context.getProperty("dectory.data");
        if (folder == null) {
            throw new StoreException("dectory.data: not set (expected: the data folder of the appliance)");
        }
        return Path.of(folder);
    }

    @Override
    public <T> T read(Function<? super StoreView, T> query) {
        return sessions.snapshot(session -> {
            SqlView view = new SqlView(session);
            try {
                return query.apply(view);
            } finally {
                view.end();
            }
        });
    }

    @Override
    public <T> CompletionStage<T> write(Actor actor, Function<? super StoreTransaction, T> work) {
        return writer.submit(actor, work);
    }

    @Override
    public Optional<String> problem() {
        return writer.problem();
    }

    @Override
    public long head() {
        return feed.head();
    }

    @Override
    public List<Change> after(long cursor, int max) {
        return feed.after(cursor, max);
    }

    @Override
    public Following follow(String name, long cursor, Consumer<List<Change>> listener) {
        return feed.follow(name, cursor, listener);
    }

    @Override
    public Optional<Secret> find(SecretOwner owner, SecretKind kind) {
        return secrets.find(owner, kind);
    }

    @Override
    public Map<SecretKind, Secret> findAll(SecretOwner owner) {
        return secrets.findAll(owner);
    }

    WriterCounters.Counts counts() {
        return writer.counters().counts();
    }

    /** Finishes the changes that wait, then lets go of the files. */
    @Deactivate
    @Override
    public void close() {
        writer.close();
        feed.close();
        sessions.close();
        database.close();
    }
}
