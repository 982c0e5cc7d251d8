package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Optional;
import javax.inject.Inject;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;
import org.dectory.api.health.HealthService;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** What is wrong is said by name, down to the root. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class HealthIT {

    @Inject
    private BundleContext context;

    private House house;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @BeforeEach
    void open() {
        house = new House(context);
        house.awaitWhole();
    }

    @AfterEach
    void makeWhole() throws Exception {
        house.bundle("org.dectory.auth.dsaa2").start();
        house.bundle("org.dectory.userstore").start();
        house.awaitWhole();
    }

    @Test
    @Tag("OSG-07")
    void saysWhichOfTwoAuthenticatorsIsMissing() throws Exception {
        house.bundle("org.dectory.auth.dsaa2").stop();

        await().atMost(House.PATIENCE)
                .untilAsserted(
                        () -> assertThat(house.get("/health").statusCode()).isEqualTo(503));
        assertThat(house.get("/health").body())
                .contains("\"authentication-dsaa2\"")
                .doesNotContain("\"authentication\"")
                .doesNotContain("\"authentication-dsaa\"");
        assertThat(house.get("/api/v1/health").body()).contains("bundle org.dectory.auth.dsaa2 is stopped");
    }

    @Test
    @Tag("OSG-07")
    void findsTheRootOfWhatDoesNotWork() throws Exception {
        house.bundle("org.dectory.userstore").stop();

        await().atMost(House.PATIENCE).untilAsserted(() -> {
            CheckResult sharing = check("sharing");
            assertThat(sharing.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(sharing.causes()).first().isEqualTo("bundle org.dectory.userstore is stopped");
        });
        assertThat(check("health").severity()).isEqualTo(Severity.OK);
        assertThat(check("fetch-file").works()).isTrue();
    }

    @Test
    @Tag("OSG-07")
    void aFileServerThatIsDownIsAWarning() {
        ProvisioningService provisioning = house.service(ProvisioningService.class);
        House.done(provisioning.configure(
                Optional.of(new ProvisioningService.Source("http", "127.0.0.1", 9, "/", "")),
                Optional.empty(),
                House.actor()));

        await().atMost(House.PATIENCE)
                .untilAsserted(() ->
                        assertThat(check("provisioning-source").severity()).isEqualTo(Severity.WARNING));
        HttpResponse<String> probe = house.get("/health");

        House.done(provisioning.configure(Optional.empty(), Optional.empty(), House.actor()));
        assertThat(probe.statusCode()).isEqualTo(200);
    }

    private CheckResult check(String name) {
        return house.service(HealthService.class).results().stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
