package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * The appliance without a look at its contracts: bundles, components, and what it answers. A test that knows no more of it
 * survives when the contracts themselves are replaced.
 */
final class Platform {

    /** How long a test waits for anything. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String OURS = "org.dectory.";
    private static final String CONTRACTS = "org.dectory.api";
    private static final int TRIES = 20;

    private final BundleContext context;
    private final Web web;

    Platform(BundleContext context) {
        this.context = context;
        this.web = new Web(Objects.requireNonNull(context.getProperty("org.osgi.service.http.port")), this::token);
    }

    private String token() {
        try {
            return Files.readString(Path.of(Objects.requireNonNull(context.getProperty("dectory.data")), "token"))
                    .strip();
        } catch (IOException unreadable) {
            throw new AssertionError("the token of local tools", unreadable);
        }
    }

    /** Its programming interface. */
    Web web() {
        return web;
    }

    /** A bundle of the image. */
    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no bundle " + symbolicName));
    }

    /** All bundles of ours, the contracts included. */
    List<Bundle> bundles() {
        List<Bundle> found = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS))
                .filter(bundle -> !bundle.getSymbolicName().startsWith("org.dectory.itests"))
                .filter(bundle -> !bundle.getSymbolicName().equals("org.dectory.testkit"))
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .toList();
        assertThat(found).hasSizeGreaterThan(10);
        return found;
    }

    /** The bundles that implement something: all of ours but the contracts. */
    List<Bundle> implementations() {
        return bundles().stream()
                .filter(bundle -> !bundle.getSymbolicName().equals(CONTRACTS))
                .toList();
    }

    /** Starts all of ours that are stopped. */
    void startAll() {
        bundles().forEach(bundle -> change(bundle::start));
    }

    /** Changes the state of a bundle; tries again when the framework was busy, which says nothing about the bundle. */
    static void change(Step step) {
        for (int tries = 1; true; tries++) {
            try {
                step.take();
                return;
            } catch (BundleException failure) {
                boolean busy = String.valueOf(failure.getMessage()).contains("global lock")
                        || failure.getType() == BundleException.STATECHANGE_ERROR;
                if (!busy || tries == TRIES) {
                    throw new AssertionError(failure);
                }
            }
        }
    }

    /** Something that changes the state of a bundle. */
    @FunctionalInterface
    interface Step {

        void take() throws BundleException;
    }

    /** Wires a bundle anew, with all that use it, and waits until that is done. */
    void refresh(Bundle bundle) {
        wireAnew(List.of(bundle));
    }

    /** Wires all anew who still use what was replaced. */
    void refreshPending() {
        wireAnew(null);
    }

    private void wireAnew(@Nullable Collection<Bundle> bundles) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(bundles, event -> done.countDown());
        try {
            assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("refreshed")
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What loads the classes of a bundle now. */
    static ClassLoader loader(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getClassLoader();
    }

    /** Waits until every component of ours has what it needs, and the appliance says that it is well. */
    void awaitWhole() {
        awaitComponents();
        await("healthy")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    Web.Answer health = web.get("/health");
                    assertThat(health.status()).as(health.body()).isEqualTo(200);
                });
    }

    /** Waits until every component of ours has what it needs. */
    void awaitComponents() {
        await("every component has what it needs")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(lacking()).isEmpty());
    }

    private List<String> lacking() {
        ServiceComponentRuntime runtime =
                context.getService(context.getServiceReference(ServiceComponentRuntime.class));
        List<String> lacking = new ArrayList<>();
        for (Bundle bundle : implementations()) {
            if (bundle.getState() != Bundle.ACTIVE) {
                lacking.add(bundle.getSymbolicName() + " is not active");
            }
            for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
                for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                    boolean fine = configuration.state == ComponentConfigurationDTO.ACTIVE
                            || configuration.state == ComponentConfigurationDTO.SATISFIED;
                    if (!fine) {
                        lacking.add(component.name + " " + configuration.state + " " + configuration.failure
                                + Arrays.toString(configuration.unsatisfiedReferences));
                    }
                }
            }
        }
        return lacking;
    }
}
