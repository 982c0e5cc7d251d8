package org.dectory.itests.container;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.store.Actor;
import org.dectory.api.store.UserRow;
import org.dectory.api.subscription.SubscriptionService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The appliance, as a story inside the framework sees it: its bundles, its services, its phones and its address. */
public final class House {

    /** How long a story waits for anything. */
    public static final Duration PATIENCE = Platform.PATIENCE;

    private final BundleContext context;
    private final Platform platform;

    /** The house that a test finds itself in. */
    public House(BundleContext context) {
        this.context = context;
        this.platform = new Platform(context);
    }

    /** Who changes something here. */
    public static Actor actor() {
        return Actor.account("omm", "story");
    }

    /** Waits for a service. */
    public <S> S service(Class<S> type) {
        return find(type)
                .orElseGet(() -> await(type.getSimpleName())
                        .atMost(PATIENCE)
                        .until(() -> find(type), Optional::isPresent)
                        .orElseThrow());
    }

    private <S> Optional<S> find(Class<S> type) {
        return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
    }

    /** Waits for the end of a stage. */
    public static <T> T done(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A bundle of the image. */
    public Bundle bundle(String symbolicName) {
        return platform.bundle(symbolicName);
    }

    /** The bundles that implement something: all of ours but the contracts. */
    public List<Bundle> implementations() {
        return platform.implementations();
    }

    /** Makes a local user with the PIN 77. */
    UserRow user(String number) {
        UserDraft draft = new UserDraft(
                new UserNumber(number), Optional.empty(), "User " + number, Optional.of(Secret.of("77")), Map.of());
        return done(service(DataSetService.class).addUser(draft, actor()));
    }

    /** Has feature access codes end their calls when they are done: no story waits for people to read the display. */
    public void endCallsAtOnce() throws IOException {
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration("org.dectory.fac", "?");
        Dictionary<String, Object> values = configuration.getProperties();
        values.put("linger.seconds", 0);
        configuration.update(values);
    }

    /** Lets phones subscribe which nobody announced. */
    void openSubscription() {
        SubscriptionService subscription = service(SubscriptionService.class);
        done(subscription.startStandard(actor()));
        done(subscription.autoCreate(true, actor()));
    }

    /** Makes phones and subscribes them. */
    List<Handset> subscribedPhones(int count) {
        List<Handset> phones = new ArrayList<>();
        for (var ipei : done(service(PhoneSimulator.class).addMany(count, HandsetKind.PHONE_600_700))) {
            Handset phone = new Handset(this, ipei);
            phone.subscribe();
            phones.add(phone);
        }
        return phones;
    }

    /** Makes phones that know both algorithms, and subscribes them while only the older one is there. */
    List<Handset> subscribedPhonesOfTheOlderAlgorithm(int count) throws BundleException {
        Bundle newer = bundle("org.dectory.auth.dsaa2");
        newer.stop();
        try {
            return subscribedPhones(count);
        } finally {
            newer.start();
        }
    }

    /** Asks over HTTP, with the token of the local tools. */
    HttpResponse<String> get(String path) {
        return platform.web().ask(path);
    }

    /** Waits until every component of ours has what it needs, and the appliance says that it is well. */
    void awaitWhole() {
        platform.awaitWhole();
    }

    /** Waits until every component of ours has what it needs. */
    public void awaitComponents() {
        platform.awaitComponents();
    }
}
