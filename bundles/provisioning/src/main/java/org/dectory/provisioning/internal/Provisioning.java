package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dectory.api.fac.FacService;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.replaceable.LateService;
import org.dectory.api.secret.Secrets;
import org.dectory.api.settings.ReadableSettings;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.api.time.Scheduler;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: looks users up at login, takes the source that an administrator sets, and says how it is doing. */
@Component(service = ProvisioningService.class, configurationPid = Provisioning.PID)
@Designate(ocd = ProvisioningSettings.class)
public final class Provisioning implements ProvisioningService, AutoCloseable {

    static final String PID = "org.dectory.provisioning";

    private static final Logger logger = LoggerFactory.getLogger(Provisioning.class);

    private final Store store;
    private final Clock clock;
    private final Scheduler scheduler;
    private final LiveSettings live;
    private final SourceHealth health;
    private final FileSource files;
    private final Fetches fetches;
    private final CommonImport common;
    private final Imports imports;
    private final ServerLogins server;
    private final Timetable timetable;

    private final SourceSetup setup;

    private final LateService<FacService> codes = new LateService<>();

    /** Takes what is set and fetches the common file. */
    @Activate
    public Provisioning(
            @Reference Store store,
            @Reference Secrets secrets,
            @Reference Clock clock,
            @Reference Scheduler scheduler,
            @Reference ConfigurationAdmin configurations,
            ProvisioningSettings config) {
        this(store, secrets, clock, scheduler, new ConfiguredSource(configurations, PID), usable(config));
        start();
    }

    Provisioning(
            Store store, Secrets secrets, Clock clock, Scheduler scheduler, SourceKeeper keeper, Settings settings) {
        this.store = store;
        this.clock = clock;
        this.scheduler = scheduler;
        SourcePassword password = new SourcePassword(store, secrets);
        this.live = new LiveSettings(settings);
        this.health = new SourceHealth(clock);
        this.files = new FileSource(password);
        this.fetches = new Fetches(settings.threads());
        this.common = new CommonImport(store, secrets, clock, files, health, live);
        UserImport users = new UserImport(store, secrets, clock, files, health, live, this::facNumber);
        ServerTrial trial = new ServerTrial(clock);
        this.server = new ServerLogins(
                store,
                live,
                fetches,
                new ServerMode(store, password, trial),
                new ServerFetches(store, secrets, clock, files, health, live, users, trial));
        this.imports = new Imports(store, clock, live, fetches, users, common, server);
        this.timetable = new Timetable(store, clock, scheduler, live, health, imports, common);
        this.setup = new SourceSetup(new Writer(store), password, keeper, this::applySource);
    }

    /** Fetches the common file, and from then on what is due. */
    void start() {
        timetable.wake();
    }

    /** A configuration that was written by hand may name a source that cannot be used. */
    private static Settings usable(ProvisioningSettings written) {
        Settings settings = Settings.of(ReadableSettings.of(ProvisioningSettings.class, written, logger::warn));
        try {
            return settings.with(settings.source().map(SourceRules::checked));
        } catch (IllegalArgumentException e) {
            logger.error("The configured provisioning source is not used: {}", e.getMessage());
            return settings.with(Optional.empty());
        }
    }

    @Modified
    void modified(ProvisioningSettings config) {
        apply(usable(config));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindFetcher")
    void bindFetcher(Fetcher fetcher, Map<String, ?> properties) {
        files.add(fetcher, properties);
        // Perhaps this is the protocol that was missing.
        if (common.last()
                .filter(last -> last.outcome() == ImportResult.Outcome.FAILED)
                .isPresent()) {
            common.dueNow();
            timetable.wake();
        }
    }

    void unbindFetcher(Fetcher fetcher, Map<String, ?> properties) {
        files.remove(fetcher, properties);
    }

    /** Bound as a way to get it: feature access codes reach provisioning by their login action, and that would be a cycle. */
    @Reference(
            service = FacService.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFac(ComponentServiceObjects<FacService> service) {
        offerCodes(service.getServiceReference(), service::getService);
    }

    void offerCodes(Object key, Supplier<? extends @Nullable FacService> source) {
        codes.bind(key, source);
    }

    void unbindFac(ComponentServiceObjects<FacService> service) {
        codes.unbind(service.getServiceReference());
    }

    private String facNumber() {
        return codes.find().map(FacService::number).orElse("");
    }

    @Override
    public CompletionStage<UserLookup> lookUp(String login, Duration patience) {
        try {
            return lookUp(new Subject(store.read(LoginType::of), login), patience);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(new UserLookup.Unknown()); // Nobody can be called that.
        } catch (StoreException e) {
            logger.warn("A user could not be looked up: {}", e.getMessage());
            return CompletableFuture.completedStage(new UserLookup.Unavailable("The data cannot be read"));
        }
    }

    private CompletionStage<UserLookup> lookUp(Subject subject, Duration patience) {
        Optional<User> known = store.read(subject::find);
        if (known.isPresent() && !known.get().external()) {
            return CompletableFuture.completedStage(new UserLookup.Found(known.get(), true));
        }
        if (imports.whyNoUsers().isPresent()) {
            return CompletableFuture.completedStage(known.<UserLookup>map(user -> new UserLookup.Found(user, false))
                    .orElseGet(UserLookup.Unknown::new));
        }
        if (server.isOn(live.current())) {
            return CompletableFuture.completedStage(new UserLookup.ServerJudges(known));
        }
        CompletableFuture<UserLookup> answer = new CompletableFuture<>();
        Scheduler.Appointment limit = known.isEmpty()
                ? () -> {}
                : scheduler.at(
                        clock.instant().plus(patience),
                        () -> answer.complete(new UserLookup.Found(known.get(), false)));
        CompletableFuture<Void> unused = imports.user(subject).thenAccept(outcome -> {
            limit.cancel();
            timetable.planNext();
            answer.complete(answer(outcome, known));
        });
        return answer;
    }

    private static UserLookup answer(Outcome outcome, Optional<User> known) {
        if (outcome.user().isPresent()) {
            return new UserLookup.Found(outcome.user().get(), outcome.isFresh());
        }
        if (outcome.result().outcome() == ImportResult.Outcome.FAILED) {
            return known.<UserLookup>map(user -> new UserLookup.Found(user, false))
                    .orElseGet(() -> new UserLookup.Unavailable(outcome.result().reason()));
        }
        return new UserLookup.Unknown();
    }

    @Override
    public CompletionStage<ServerVerdict> logInAtServer(String login, Secret password, Duration limit) {
        Optional<String> why;
        try {
            why = imports.whyNoUsers();
        } catch (StoreException e) {
            why = Optional.of("The data cannot be read");
        }
        if (why.isPresent()) {
            return CompletableFuture.completedStage(new ServerVerdict.Unavailable(why.get()));
        }
        return server.logIn(login, password, limit).thenApply(verdict -> {
            timetable.planNext();
            return verdict;
        });
    }

    @Override
    public ServerLogin serverLogin() {
        return server.describe();
    }

    @Override
    public Optional<Source> source() {
        return live.current().source();
    }

    @Override
    public CompletionStage<Void> configure(Optional<Source> source, Optional<Secret> secret, Actor actor) {
        return setup.configure(source, secret, actor);
    }

    private void applySource(Optional<Source> source) {
        common.dueNow();
        apply(live.current().settings().with(source));
    }

    private void apply(Settings settings) {
        if (live.replace(settings)) {
            health.reset();
            common.forget();
        }
        fetches.threads(settings.threads());
        timetable.wake();
    }

    @Override
    public ProvisioningStatus status() {
        Optional<Source> source = source();
        SourceHealth.State state = health.state();
        return new ProvisioningStatus(
                source.isPresent(),
                source.filter(set -> files.serves(set.protocol())).isPresent(),
                state.downSince(),
                state.problem(),
                common.last(),
                fetches.inProgress());
    }

    @Override
    public CompletionStage<ImportResult> importCommon() {
        return imports.common().thenApply(Outcome::result);
    }

    @Override
    public CompletionStage<ImportResult> importUser(String login) {
        Subject subject;
        try {
            subject = new Subject(store.read(LoginType::of), login);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(new ImportResult(
                    "", clock.instant(), ImportResult.Outcome.FAILED, "No number and no login ID", List.of()));
        }
        return imports.user(subject).thenApply(outcome -> {
            timetable.planNext();
            return outcome.result();
        });
    }

    /** Stops the timers first, then what they started. */
    @Deactivate
    @Override
    public void close() {
        timetable.close();
        fetches.close();
        setup.close();
    }
}
