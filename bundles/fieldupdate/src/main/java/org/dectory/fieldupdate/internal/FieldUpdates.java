package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.fieldupdate.UpdateStatus.Phase;
import org.dectory.api.fieldupdate.Upload;
import org.dectory.api.health.HealthService;
import org.dectory.api.replaceable.PresentServices;
import org.dectory.api.settings.ReadableSettings;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.release.Installer;
import org.dectory.release.Releases;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service. It needs nothing that an update may replace: no clock, no scheduler, no store.
 *
 * <p>An appliance that never saw an update does not load what updates need: the launcher's services are taken when they are needed.
 */
@Component(
        service = FieldUpdateService.class,
        immediate = true,
        configurationPid = "org.dectory.fieldupdate",
        reference = {
            @Reference(
                    name = "health",
                    service = HealthService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "configuration",
                    service = ConfigurationSnapshots.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove")
        })
@Designate(ocd = FieldUpdateSettings.class)
public final class FieldUpdates implements FieldUpdateService, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(FieldUpdates.class);

    private static final String NOT_TAKEN =
            "No update is taken: this image trusts nobody to bring one (it has no release/keys.list).";

    /** How long until what a full disk did not take is tried once more. */
    private static final long RETRY_SECONDS = 10;

    private final PresentServices others =
            new PresentServices(Map.of("health", HealthService.class, "configuration", ConfigurationSnapshots.class));
    private final Worker worker = new Worker("fieldupdate", "Something else is being done with updates.");

    /** Apart from the other: a slow server must not keep anybody from going back. */
    private final Worker messenger = new Worker("fieldupdate-fetch", "Another update is being fetched.");

    private final UploadFolder uploads;
    private final Fetchers fetchers;
    private final Optional<Workshop> workshop;
    private volatile Limits limits;
    private volatile boolean fetching;
    private volatile Optional<UpdateStatus> known = Optional.empty();

    @Activate
    public FieldUpdates(
            BundleContext context,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable
                    ComponentServiceObjects<Releases> releases,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable
                    ComponentServiceObjects<Installer> installer,
            @Reference ServiceComponentRuntime runtime,
            @Reference Fetchers fetchers,
            FieldUpdateSettings settings) {
        this.fetchers = fetchers;
        limits = usable(settings);
        Path data = Path.of(String.valueOf(context.getProperty("dectory.data")));
        uploads = new UploadFolder(data.resolve("run/updates"));
        workshop = releases == null || installer == null
                ? Optional.empty()
                : Optional.of(new Workshop(
                        context,
                        releases::getService,
                        installer::getService,
                        new Components(runtime),
                        () -> others.find(HealthService.class),
                        () -> others.find(ConfigurationSnapshots.class),
                        () -> limits,
                        Clock.systemUTC()));
        uploads.sweep();
        if (workshop.isPresent() && Files.isDirectory(data.resolve("release"))) {
            worker.work(early -> workshop.get().updater().recover()).whenComplete((restarts, failure) -> {
                if (failure != null) {
                    logger.error("The updates cannot be read: {}", failure.getMessage());
                }
            });
        }
    }

    private static Limits usable(FieldUpdateSettings settings) {
        return FieldUpdateSettings.Reading.limits(
                ReadableSettings.of(FieldUpdateSettings.class, settings, logger::warn));
    }

    @Modified
    void modified(FieldUpdateSettings settings) {
        limits = usable(settings);
    }

    void add(Object service) {
        others.bind(service);
    }

    void remove(Object service) {
        others.unbind(service);
    }

    /** A trial that is not judged yet is judged at the next start. */
    @Deactivate
    @Override
    public void close() {
        messenger.close();
        worker.close();
        uploads.sweep();
    }

    @Override
    public UpdateStatus status() {
        if (workshop.isEmpty()) {
            return new UpdateStatus(
                    Optional.of(NOT_TAKEN), Phase.IDLE, 0, Optional.empty(), Optional.empty(), Optional.empty(), "");
        }
        Updater updater = workshop.get().updater();
        Optional<UpdateStatus> last = known;
        if (updater.phase() == Phase.STAGING && last.isPresent()) {
            // The folder is being written, which may take long.
            return last.get().at(Phase.STAGING);
        }
        try {
            UpdateStatus status =
                    workshop.get().chronicle().status(updater.phase(), updater.verdict(), updater.remark());
            known = Optional.of(status);
            return fetching && status.phase() == Phase.IDLE ? status.at(Phase.FETCHING) : status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Upload receive(Actor actor) throws UpdateRefusedException, IOException {
        workshop();
        return uploads.open(file -> stage(file, actor));
    }

    @Override
    public CompletionStage<UpdatePlan> stage(Path file, Actor actor) {
        return worker.work(early -> workshop().updater().stage(file, by(actor)));
    }

    @Override
    public CompletionStage<UpdatePlan> fetch(URI uri, Optional<FetchRequest.Credentials> credentials, Actor actor) {
        return messenger
                .<Path>work(early -> bring(uri, credentials))
                .thenCompose(file -> stage(file, actor).whenComplete((plan, failure) -> uploads.delete(file)));
    }

    private Path bring(URI uri, Optional<FetchRequest.Credentials> credentials)
            throws IOException, UpdateRefusedException, InterruptedException {
        workshop();
        fetching = true;
        try {
            return uploads.keep(fetchers.fetch(uri, credentials));
        } finally {
            fetching = false;
        }
    }

    @Override
    public Optional<UpdatePlan> staged() {
        try {
            return workshop.isPresent() ? workshop.get().updater().staged() : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<Long> discard(Actor actor) {
        return worker.work(early -> workshop().updater().discard(by(actor)));
    }

    @Override
    public CompletionStage<UpdatePlan> startTrial(Actor actor) {
        return worker.work(begun -> {
            try {
                return workshop().updater().tryOut(by(actor), begun);
            } finally {
                settleLater();
            }
        });
    }

    @Override
    public CompletionStage<Long> keep(Actor actor) {
        if (workshop.isPresent() && workshop.get().updater().isProving()) {
            return workshop.get().updater().wishes().wishKeep(by(actor));
        }
        return CompletableFuture.failedFuture(
                status().trial().isPresent()
                        ? new UpdateRefusedException(
                                UpdateRefusedException.BUSY,
                                "The appliance restarted for this update; it is kept or rolled back by itself.")
                        : new UpdateRefusedException(UpdateRefusedException.NOTHING_THERE, "No update is on trial."));
    }

    @Override
    public CompletionStage<Long> rollBack(Actor actor) {
        if (workshop.isPresent() && workshop.get().updater().isProving()) {
            return workshop.get().updater().wishes().wishEnd(by(actor));
        }
        return worker.work(begun -> {
            try {
                return workshop().updater().leaveCurrent(by(actor), begun);
            } finally {
                settleLater();
            }
        });
    }

    /** A disk that was full may have room again. */
    private void settleLater() {
        workshop.map(Workshop::updater)
                .filter(Updater::owes)
                .ifPresent(updater -> worker.later(RETRY_SECONDS, () -> {
                    updater.settle();
                    settleLater();
                }));
    }

    @Override
    public Page<UpdateEvent> history(PageRequest page) {
        try {
            return workshop.isPresent() ? workshop.get().chronicle().history(page) : new Page<>(List.of(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Workshop workshop() throws UpdateRefusedException {
        return workshop.orElseThrow(() -> new UpdateRefusedException(UpdateRefusedException.NOT_TAKEN, NOT_TAKEN));
    }

    private static String by(Actor actor) {
        return "by " + actor.name() + (actor.origin().isEmpty() ? "" : " from " + actor.origin());
    }
}
