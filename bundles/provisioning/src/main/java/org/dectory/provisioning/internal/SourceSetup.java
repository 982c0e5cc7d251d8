package org.dectory.provisioning.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.store.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets where files come from: checks it, keeps it, and lets it apply; one change after the other, on a thread of its own. */
final class SourceSetup implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SourceSetup.class);
    private static final int IDLE_SECONDS = 5;

    private final Writer writer;
    private final SourcePassword password;
    private final SourceKeeper keeper;
    private final Consumer<Optional<Source>> applied;
    private final ThreadPoolExecutor changes;

    SourceSetup(Writer writer, SourcePassword password, SourceKeeper keeper, Consumer<Optional<Source>> applied) {
        this.writer = writer;
        this.password = password;
        this.keeper = keeper;
        this.applied = applied;
        changes = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SourceSetup::thread);
        changes.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        return new Thread(task, "provisioning-source");
    }

    CompletionStage<Void> configure(Optional<Source> source, Optional<Secret> secret, Actor actor) {
        Optional<Source> checked;
        try {
            checked = source.map(SourceRules::checked);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        return CompletableFuture.runAsync(() -> keep(checked, secret, actor), changes);
    }

    /** The password first: after a power cut in between, a new server must not be asked with the old password. */
    private void keep(Optional<Source> source, Optional<Secret> secret, Actor actor) {
        source.ifPresent(next -> keepPassword(next, secret.filter(text -> !text.isEmpty()), actor));
        try {
            keeper.keep(source);
        } catch (IOException e) {
            throw new UncheckedIOException("The source could not be stored", e);
        }
        logger.info(
                "The provisioning source is now {}",
                source.map(Source::protocol).orElse("none"));
        applied.accept(source);
    }

    private void keepPassword(Source source, Optional<Secret> secret, Actor actor) {
        if (secret.isEmpty() && password.belongsTo(source)) {
            return;
        }
        writer.write(actor, tx -> {
            if (secret.isPresent()) {
                password.put(tx, source, secret.get());
            } else {
                password.erase(tx);
            }
            return true;
        });
    }

    /** What was begun is brought to its end. */
    @Override
    public void close() {
        changes.shutdown();
    }
}
