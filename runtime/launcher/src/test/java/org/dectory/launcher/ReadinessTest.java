package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.felix.scr.impl.Activator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.component.ComponentContext;
import org.osgi.util.promise.Promise;

class ReadinessTest {

    /** The implementing class is not there: nothing comes so far as to look for it. */
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="waiter" immediate="true">
              <implementation class="waiter.Waiter"/>
              <service><provide interface="waiter.Waiter"/></service>
              <reference name="$000" interface="java.lang.Runnable"/>
            </scr:component>
            """;

    @TempDir
    Path folder;

    private Path home;
    private DataFolder data;

    @BeforeEach
    void open() throws Exception {
        home = Files.createDirectory(folder.resolve("image"));
        data = DataFolder.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void namesTheServiceThatAComponentWaitsFor() throws Exception {
        componentRuntime().withComponent("waiter", COMPONENT);

        assertThat(complaints()).containsExactly("component waiter waits for java.lang.Runnable");
    }

    @Test
    void hasNothingToSayWhenAllIsWell() throws Exception {
        componentRuntime().with("a", Map.of());

        assertThat(complaints()).isEmpty();
    }

    @Test
    void saysThatNobodyRunsComponents() throws Exception {
        new Jars(home).withComponent("waiter", COMPONENT);

        assertThat(complaints()).containsExactly("there is no component runtime");
    }

    @Test
    @Tag("OSG-03")
    void namesTheBundleThatIsNotThereOrNotInItsVersion() throws Exception {
        componentRuntime().with("a", Map.of()).with("b", Map.of()).with("c", Map.of());
        Path other = folder.resolve("b-2.jar");
        Jars.write(other, "b", Map.of("Bundle-Version", "2.0.0"));
        Map<String, String> properties = Map.of("felix.log.level", "0", "ds.loglevel", "0");
        try (Appliance appliance = boot(Image.read(home), properties)) {
            Arrays.stream(appliance.context().getBundles())
                    .filter(bundle -> bundle.getSymbolicName().equals("a"))
                    .forEach(ReadinessTest::uninstall);
            Bundle b = Arrays.stream(appliance.context().getBundles())
                    .filter(bundle -> bundle.getSymbolicName().equals("b"))
                    .findFirst()
                    .orElseThrow();
            try (var content = Files.newInputStream(other)) {
                assertThatThrownBy(() -> b.update(content)).isInstanceOf(BundleException.class);
            }

            assertThat(appliance.readiness().complaints())
                    .containsExactly("bundle a 1.0.0 is not there", "bundle b 1.0.0 is not there");
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }

    private Jars componentRuntime() throws Exception {
        return new Jars(home)
                .withJarOf(org.osgi.util.function.Function.class)
                .withJarOf(Promise.class)
                .withJarOf(ComponentContext.class)
                .withJarOf(Activator.class);
    }

    private List<String> complaints() throws Exception {
        Map<String, String> properties = Map.of("felix.log.level", "0", "ds.loglevel", "0");
        try (Appliance appliance = boot(Image.read(home), properties)) {
            return appliance.readiness().complaints();
        }
    }

    private Appliance boot(Image image, Map<String, String> properties) throws CannotStartException {
        return Appliance.boot(
                image, properties, data, new Strongroom(home, data.path().resolve("release")));
    }
}
