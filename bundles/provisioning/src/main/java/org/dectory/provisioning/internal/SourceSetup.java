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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningAdministration.Sources;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.store.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets where files come from: checks it, keeps it, and lets it apply; one change after the other, on a thread of its own. */
final class SourceSetup implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SourceSetup.class);
    private static final int IDLE_SECONDS = 5;

    private final Writer writer;
    private final SourceKeeper keeper;
    private final Supplier<Sources> current;
    private final Consumer<Sources> applied;
    private final ThreadPoolExecutor changes;

    SourceSetup(Writer writer, SourceKeeper keeper, Supplier<Sources> current, Consumer<Sources> applied) {
        this.writer = writer;
        this.keeper = keeper;
        this.current = current;
        this.applied = applied;
        changes = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                OwnThreads.of(SourceSetup.class, "provisioning-source"));
        changes.allowCoreThreadTimeOut(true);
    }

    /** Sets the specific source, which counts from then on. */
    CompletionStage<Void> configure(
            SourcePassword password, Optional<Source> source, Optional<Secret> secret, Actor actor) {
        return set(
                password, source, secret, actor, checked -> sources -> new Sources(true, checked, sources.central()));
    }

    CompletionStage<Void> configureCentral(
            SourcePassword password, Optional<Source> source, Optional<Secret> secret, Actor actor) {
        return set(
                password,
                source,
                secret,
                actor,
                checked -> sources -> new Sources(sources.useSpecific(), sources.specific(), checked));
    }

    CompletionStage<Void> useSpecific(boolean specific, Actor actor) {
        return CompletableFuture.runAsync(
                () -> keep(sources -> new Sources(specific, sources.specific(), sources.central()), actor), changes);
    }

    /** The password first: after a power cut in between, a new server must not be asked with the old password. */
    private CompletionStage<Void> set(
            SourcePassword password,
            Optional<Source> source,
            Optional<Secret> secret,
            Actor actor,
            Function<Optional<Source>, UnaryOperator<Sources>> change) {
        Optional<Source> checked;
        try {
            checked = source.map(SourceRules::checked);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        return CompletableFuture.runAsync(
                () -> {
                    checked.ifPresent(
                            next -> keepPassword(password, next, secret.filter(text -> !text.isEmpty()), actor));
                    keep(change.apply(checked), actor);
                },
                changes);
    }

    private void keep(UnaryOperator<Sources> change, Actor actor) {
        Sources sources = change.apply(current.get());
        try {
            keeper.keep(sources);
        } catch (IOException e) {
            throw new UncheckedIOException("The source could not be stored", e);
        }
        logger.info(
                "The provisioning source is now {}{}, set by {}",
                sources.inUse().map(Source::address).orElse("none"),
                sources.useSpecific() ? "" : " (the central one)",
                actor.name());
        applied.accept(sources);
    }

    private void keepPassword(SourcePassword password, Source source, Optional<Secret> secret, Actor actor) {
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
        password.changed();
    }

    /** What was begun is brought to its end. */
    @Override
    public void close() {
        changes.shutdown();
    }
}
