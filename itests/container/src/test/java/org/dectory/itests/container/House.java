package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The appliance, as a story inside the framework sees it: its bundles, its services, its phones and its address. */
public final class House {

    /** How long a story waits for anything. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String OURS = "org.dectory.";

    private final BundleContext context;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** The house that a test finds itself in. */
    public House(BundleContext context) {
        this.context = context;
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
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no bundle " + symbolicName));
    }

    /** The bundles that implement something: all of ours but the contracts. */
    public List<Bundle> implementations() {
        List<Bundle> found = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS))
                .filter(bundle -> !bundle.getSymbolicName().startsWith("org.dectory.itests"))
                .filter(bundle -> !bundle.getSymbolicName().equals("org.dectory.api"))
                .filter(bundle -> !bundle.getSymbolicName().equals("org.dectory.testkit"))
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .toList();
        assertThat(found).hasSizeGreaterThan(9);
        return found;
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
        try {
            String token =
                    Files.readString(Path.of(Objects.requireNonNull(context.getProperty("dectory.data")), "token"));
            String port = context.getProperty("org.osgi.service.http.port");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token.strip())
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new AssertionError(path, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits until every component of ours has what it needs, and the appliance says that it is well. */
    void awaitWhole() {
        awaitComponents();
        await("healthy")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(get("/health").statusCode()).isEqualTo(200));
    }

    /** Waits until every component of ours has what it needs. */
    public void awaitComponents() {
        await("every component has what it needs")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(lacking()).isEmpty());
    }

    private List<String> lacking() {
        ServiceComponentRuntime runtime = service(ServiceComponentRuntime.class);
        List<String> lacking = new ArrayList<>();
        for (ComponentDescriptionDTO component :
                runtime.getComponentDescriptionDTOs(implementations().toArray(Bundle[]::new))) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                boolean fine = configuration.state == ComponentConfigurationDTO.ACTIVE
                        || configuration.state == ComponentConfigurationDTO.SATISFIED;
                if (!fine) {
                    lacking.add(component.name + " " + Arrays.toString(configuration.unsatisfiedReferences));
                }
            }
        }
        return lacking;
    }
}
