package org.dectory.subscription.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.ReplaceableServices;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.time.Scheduler;
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

/** Where phones ask to be let in and administrators open and close subscription. Thread-safe. */
@Component(
        service = {SubscriptionService.class, AccessRightsHandler.class},
        configurationPid = "org.dectory.subscription")
@Designate(ocd = SubscriptionConfig.class)
public final class SubscriptionDesk implements SubscriptionService, AccessRightsHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionDesk.class);

    private final ReplaceableServices<KeyAllocator> allocators =
            new ReplaceableServices<>(AuthenticationAlgorithm.NAME);
    private final ReplaceableServices<Authenticator> authenticators =
            new ReplaceableServices<>(AuthenticationAlgorithm.NAME);

    private final Executor executor;
    private final SubscriptionPeriods periods;
    private final ModeSwitches switches;
    private final Refusals refusals;
    private final SystemCode code;
    private final AccessRightsProcedure accessRights;
    private final LocationProcedure locations;

    private volatile SubscriptionSettings settings;

    @Activate
    public SubscriptionDesk(
            @Reference Store store,
            @Reference Secrets secrets,
            @Reference Radio radio,
            @Reference Clock clock,
            @Reference Scheduler scheduler,
            SubscriptionConfig config) {
        this(
                store,
                secrets,
                radio,
                clock,
                scheduler,
                // Long past, so at once: the stages of the store must not go on on its one writer.
                task -> scheduler.at(Instant.EPOCH, task),
                SubscriptionSettings.of(config).orElse(SubscriptionSettings.DEFAULT));
    }

    SubscriptionDesk(
            Store store,
            Secrets secrets,
            Radio radio,
            Clock clock,
            Scheduler scheduler,
            Executor executor,
            SubscriptionSettings settings) {
        this.settings = settings;
        this.executor = executor;
        AttemptLimiter limiter = new AttemptLimiter(clock, this::settings);
        periods = new SubscriptionPeriods(store, radio, scheduler, clock, executor);
        switches = new ModeSwitches(periods, this::settings);
        refusals = new Refusals(store, scheduler, clock);
        code = new SystemCode(store, secrets);
        accessRights = new AccessRightsProcedure(
                radio,
                new AccessRightsRecords(store, secrets, clock),
                allocators,
                () -> settings().algorithms(),
                limiter,
                refusals);
        locations = new LocationProcedure(
                radio,
                new LocationRecords(store, secrets, clock),
                authenticators,
                new LinkEncryption(radio, store),
                this::settings,
                this::subscribed);
        code.ensure();
        periods.begin();
    }

    private SubscriptionSettings settings() {
        return settings;
    }

    private void subscribed(Ipei phone) {
        refusals.forget(phone);
        periods.refresh();
    }

    @Modified
    void modified(SubscriptionConfig config) {
        settings = SubscriptionSettings.of(config).orElse(settings);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindAllocator")
    void bindAllocator(KeyAllocator allocator, Map<String, ?> properties) {
        allocators.bind(allocator, properties);
    }

    void unbindAllocator(KeyAllocator allocator, Map<String, ?> properties) {
        allocators.unbind(allocator, properties);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindAuthenticator")
    void bindAuthenticator(Authenticator authenticator, Map<String, ?> properties) {
        authenticators.bind(authenticator, properties);
        locations.authenticatorCame();
    }

    void unbindAuthenticator(Authenticator authenticator, Map<String, ?> properties) {
        int left = authenticators.unbind(authenticator, properties);
        if (left > 0) {
            LOG.warn("An authenticator went while {} phones were being asked", left);
        }
    }

    @Override
    public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
        return accessRights.requested(request);
    }

    @Override
    public CompletionStage<Boolean> located(LocationRegistration registration) {
        return locations.located(registration);
    }

    @Override
    public SubscriptionStatus status() {
        return periods.status();
    }

    @Override
    public CompletionStage<SubscriptionStatus> startStandard(Actor actor) {
        return switches.startStandard(actor);
    }

    @Override
    public CompletionStage<SubscriptionStatus> startAlwaysOpen(Actor actor) {
        return switches.startAlwaysOpen(actor);
    }

    @Override
    public CompletionStage<SubscriptionStatus> startWildcard(Optional<Duration> period, Actor actor) {
        return switches.startWildcard(period, actor);
    }

    @Override
    public CompletionStage<SubscriptionStatus> restrictDuration(boolean on, Actor actor) {
        return switches.restrictDuration(on, actor);
    }

    @Override
    public CompletionStage<SubscriptionStatus> stop(Actor actor) {
        return switches.stop(actor);
    }

    @Override
    public CompletionStage<SubscriptionStatus> autoCreate(boolean on, Actor actor) {
        return switches.autoCreate(on, actor);
    }

    @Override
    public Optional<Secret> authenticationCode() {
        return code.find();
    }

    @Override
    public CompletionStage<SubscriptionStatus> authenticationCode(Secret changed, Actor actor) {
        return code.replace(changed, actor).thenApplyAsync(done -> status(), executor);
    }

    @Override
    public List<RefusedSubscription> refusals() {
        return refusals.latestFirst();
    }

    /** What is under way ends by its own time limits; the next desk knows all that was stored. */
    @Deactivate
    @Override
    public void close() {
        periods.close();
        refusals.close();
    }
}
