package org.dectory.webconsole.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.Upload;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where updates are handed in and decided on, and where one hears what came of it. Thread-safe. */
final class UpdateDesk {

    /** What buttons ask for here. */
    static final Set<String> ACTIONS =
            Set.of("try-update", "keep-update", "discard-update", "roll-back", "fetch-update");

    private static final Logger logger = LoggerFactory.getLogger(UpdateDesk.class);

    /** An engineer's page may keep a thread that long; what takes longer goes on, and is told later. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A server may take minutes, and everybody knows that. */
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(1);

    private static final int BUFFER = 64 * 1024;

    private final Capabilities capabilities;
    private final Clock clock;
    private volatile Notice last = Notice.NONE;

    UpdateDesk(Capabilities capabilities, Clock clock) {
        this.capabilities = capabilities;
        this.clock = clock;
    }

    /** What was said last. */
    Notice last() {
        return last;
    }

    private Notice say(int status, String text) {
        Notice notice = new Notice(text, status, clock.instant());
        last = notice;
        return notice;
    }

    /** What a button asks for that says everything by itself. */
    Notice perform(String action, Actor actor) throws InterruptedException {
        Optional<FieldUpdateService> service = capabilities.find(FieldUpdateService.class);
        if (service.isEmpty()) {
            return absent();
        }
        return switch (action) {
            case "try-update" ->
                await(
                        PATIENCE,
                        "The trial is being prepared.",
                        service.get().startTrial(actor).thenApply(UpdateDesk::begun));
            case "keep-update" ->
                await(
                        PATIENCE,
                        "It is kept as soon as everything runs well.",
                        service.get().keep(actor).thenApply(version -> "Version " + version + " is kept."));
            case "discard-update" ->
                await(
                        PATIENCE,
                        "It is being discarded.",
                        service.get().discard(actor).thenApply(version -> "Version " + version + " is discarded."));
            case "roll-back" ->
                await(
                        PATIENCE,
                        "The appliance goes back.",
                        service.get()
                                .rollBack(actor)
                                .thenApply(version -> "The appliance goes back to version " + version + "."));
            default -> say(400, "There is no such action.");
        };
    }

    private static String begun(UpdatePlan plan) {
        return "Version " + plan.version() + " is on trial."
                + (plan.needsRestart() ? " The appliance restarts for it; this page comes back by itself." : "");
    }

    private static String ready(UpdatePlan plan) {
        return "Version " + plan.version() + " is sound and lies ready. Nothing has changed yet.";
    }

    /** Has an update brought from a server. What is wrong with the address is said without repeating it. */
    Notice fetch(String address, String user, String password, Actor actor) throws InterruptedException {
        Optional<FieldUpdateService> service = capabilities.find(FieldUpdateService.class);
        if (service.isEmpty()) {
            return absent();
        }
        URI uri;
        try {
            uri = new URI(address.strip());
        } catch (URISyntaxException e) {
            return say(400, "The address cannot be understood: " + e.getReason() + ".");
        }
        if (uri.getScheme() == null) {
            return say(400, "The address has to begin with a protocol, such as https://.");
        }
        if (Optional.ofNullable(uri.getRawAuthority()).orElse("").contains("@")) {
            return say(400, "User name and password go into their own fields, not into the address.");
        }
        Optional<Credentials> credentials =
                user.isEmpty() ? Optional.empty() : Optional.of(new Credentials(user, Secret.of(password)));
        return await(
                LITTLE_PATIENCE,
                "The appliance brings the update from the server.",
                service.get().fetch(uri, credentials, actor).thenApply(UpdateDesk::ready));
    }

    /**
     * Takes an update in as it comes; never more than a little of it is in the memory.
     *
     * @param length how many octets there will be, if the sender said so; negative if not
     */
    Notice receive(InputStream body, long length, Actor actor) throws InterruptedException {
        Optional<FieldUpdateService> service = capabilities.find(FieldUpdateService.class);
        if (service.isEmpty()) {
            return absent();
        }
        if (length > FieldUpdateService.MAXIMUM_OCTETS) {
            return refused(new UpdateRefusedException(
                    UpdateRefusedException.TOO_LARGE,
                    "An update has " + FieldUpdateService.MAXIMUM_OCTETS + " octets at most."));
        }
        try (Upload upload = service.get().receive(actor)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                upload.write(buffer, 0, count);
            }
            return await(
                    PATIENCE, "The update is being checked.", upload.stage().thenApply(UpdateDesk::ready));
        } catch (UpdateRefusedException e) {
            return refused(e);
        } catch (IOException e) {
            logger.info("An update that was sent by the web console did not come in: {}", e.getMessage());
            return say(400, "The update did not come in whole. Send it again.");
        }
    }

    private Notice absent() {
        return say(503, "The part fieldupdate is not there now.");
    }

    private Notice await(Duration patience, String underWay, CompletionStage<String> deed) throws InterruptedException {
        Notice begun = say(202, underWay);
        CompletableFuture<Notice> end = deed.handle(
                        (text, failure) -> failure == null ? say(200, text) : failed(failure))
                .toCompletableFuture();
        try {
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return begun;
        } catch (ExecutionException e) {
            return failed(e);
        }
    }

    private Notice failed(Throwable failure) {
        Throwable cause = (failure instanceof CompletionException || failure instanceof ExecutionException)
                        && failure.getCause() != null
                ? failure.getCause()
                : failure;
        if (cause instanceof UpdateRefusedException refused) {
            return refused(refused);
        }
        logger.error("What the web console asked of updates failed", cause);
        return say(503, "It could not be done. The log of the appliance says more.");
    }

    private Notice refused(UpdateRefusedException refusal) {
        return say(
                UpdateWords.status(refusal.code()),
                UpdateWords.refused(refusal.code(), String.valueOf(refusal.getMessage())));
    }
}
