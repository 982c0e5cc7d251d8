package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dectory.api.fac.FacService;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.replaceable.LateService;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.time.Scheduler;
import org.dectory.api.trust.Trust;
import org.dectory.api.valuekeys.ValueKeys;
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
@Component(
        service = {ProvisioningService.class, ProvisioningAdministration.class},
        configurationPid = Provisioning.PID)
@Designate(ocd = ProvisioningSettings.class)
public final class Provisioning implements ProvisioningService, ProvisioningAdministration, AutoCloseable {

    static final String PID = "org.dectory.provisioning";

    private static final Logger logger = LoggerFactory.getLogger(Provisioning.class);

    private final LiveSettings live;
    private final SourceHealth health;
    private final FileSource files;
    private final CfgReader reader = new CfgReader();
    private final Fetches fetches;
    private final CommonImport common;
    private final Imports imports;
    private final ServerLogins server;
    private final Timetable timetable;
    private final LookUps lookUps;
    private final SingleImports single;

    private final QuietTurns turns;
    private final Runs runs;
    private final Reports reports;
    private final SourcePassword password;
    private final SourcePassword centralPassword;
    private final SourceSetup setup;

    private final LateService<FacService> codes = new LateService<>();
    private volatile @Nullable Trust trust;

    /** Takes what is set and fetches the common file. */
    @Activate
    public Provisioning(
            @Reference Store store,
            @Reference Secrets secrets,
            @Reference Clock clock,
            @Reference Scheduler scheduler,
            @Reference ConfigurationAdmin configurations,
            ProvisioningSettings config) {
        this(store, secrets, clock, scheduler, new ConfiguredSource(configurations, PID), Settings.usable(config));
        start();
    }

    Provisioning(
            Store store, Secrets secrets, Clock clock, Scheduler scheduler, SourceKeeper keeper, Settings settings) {
        this.password = SourcePassword.ofSpecific(store, secrets);
        this.centralPassword = SourcePassword.ofCentral(store, secrets);
        this.live = new LiveSettings(settings);
        this.health = new SourceHealth(clock);
        this.files = new FileSource(password, centralPassword);
        this.fetches = new Fetches(settings.threads());
        CommonData commonData = new CommonData(store);
        this.common = new CommonImport(store, commonData, secrets, clock, files, reader, health, live);
        this.turns = new QuietTurns(store, clock, scheduler);
        FileBooks books = new FileBooks(store, clock, live, turns, fetches.answers());
        UserImport users = new UserImport(store, secrets, clock, files, reader, health, this::facNumber, books);
        ServerTrial trial = new ServerTrial(clock);
        this.server = new ServerLogins(
                store,
                live,
                fetches,
                new ServerMode(store, commonData, files, trial),
                new ServerFetches(store, secrets, clock, files, health, live, users, trial));
        this.imports = new Imports(store, clock, live, fetches, users, common, commonData, server);
        this.runs = new Runs(store, clock, live, fetches, imports, health, new RunMemory(store), this::planNext);
        this.reports = new Reports(store, runs);
        this.timetable = new Timetable(store, clock, scheduler, live, health, imports, common, turns, runs::isRunning);
        this.lookUps = new LookUps(store, clock, scheduler, live, health, fetches, imports, server, this::planNext);
        this.single = new SingleImports(store, clock, live, imports, this::planNext);
        this.setup = new SourceSetup(new Writer(store), keeper, this::sources, this::applySources);
    }

    /** Fetches the common file, and from then on what is due. */
    void start() {
        timetable.wake();
    }

    private void planNext() {
        timetable.planNext();
    }

    @Modified
    void modified(ProvisioningSettings config) {
        apply(Settings.usable(config));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindFetcher")
    void bindFetcher(Fetcher fetcher, Map<String, ?> properties) {
        files.add(fetcher, properties);
        // Perhaps this is the protocol that was missing.
        tryCommonAgain();
    }

    private void tryCommonAgain() {
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

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindValueKeys(ValueKeys keys) {
        reader.bind(keys);
        tryCommonAgain();
    }

    void unbindValueKeys(ValueKeys keys) {
        reader.unbind(keys);
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

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTrust(Trust service) {
        trust = service;
    }

    void unbindTrust(Trust service) {
        if (trust == service) {
            trust = null;
        }
    }

    private String facNumber() {
        return codes.find().map(FacService::number).orElse("");
    }

    @Override
    public CompletionStage<UserLookup> lookUp(String login, Duration patience) {
        return lookUps.lookUp(login, patience);
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
        return setup.configure(password, source, secret, actor);
    }

    @Override
    public Sources sources() {
        return live.current().settings().sources();
    }

    @Override
    public CompletionStage<Void> configureCentral(Optional<Source> source, Optional<Secret> secret, Actor actor) {
        return setup.configureCentral(centralPassword, source, secret, actor);
    }

    @Override
    public CompletionStage<Void> useSpecific(boolean specific, Actor actor) {
        return setup.useSpecific(specific, actor);
    }

    private void applySources(Sources sources) {
        common.dueNow();
        apply(live.current().settings().with(sources));
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
                state.downSince().isPresent()
                        ? state.problem()
                        : source.flatMap(common::whyNobodyNew).orElse(""),
                common.last(),
                fetches.inProgress());
    }

    @Override
    public CompletionStage<ImportResult> importCommon() {
        return imports.common().thenApply(Outcome::result);
    }

    @Override
    public CompletionStage<ImportResult> importUser(String login) {
        return single.user(login);
    }

    @Override
    public ImportRun startImport(Optional<List<String>> logins, Actor actor) {
        return runs.start(logins, actor);
    }

    @Override
    public Optional<ImportRun> lastRun() {
        return runs.last();
    }

    @Override
    public boolean cancelRun(Actor actor) {
        boolean cancelled = runs.cancel();
        if (cancelled) {
            logger.info("The import is cancelled by {}", actor.name());
        }
        return cancelled;
    }

    @Override
    public Page<FileReport> reports(Files which, PageRequest request) {
        return reports.page(which, request);
    }

    @Override
    public ImportRun confirmDeletions(Optional<Set<UserId>> users, Actor actor) {
        return runs.confirm(users, actor);
    }

    @Override
    public CompletionStage<ImportResult> makeExternal(UserId id, Actor actor) {
        return single.makeExternal(id, actor);
    }

    @Override
    public List<String> warnings() {
        Optional<Source> source = source();
        return Warnings.of(
                source,
                source.filter(set -> files.serves(set.protocol())).isPresent(),
                source.flatMap(common::whyNobodyNew),
                reports.held(),
                Optional.ofNullable(trust));
    }

    /** Stops the timers first, then what they started. */
    @Deactivate
    @Override
    public void close() {
        timetable.close();
        runs.close();
        fetches.close();
        setup.close();
        turns.close();
    }
}
