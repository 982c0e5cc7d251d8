package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.dectory.release.CodeGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Who comes into a real framework, and who does not. */
@Tag("OSG-03")
@Tag("SEC-05")
class GateTest {

    private static final String LOADED = "gate.test.loaded";

    @TempDir
    Path folder;

    private Path home;
    private DataFolder data;

    @BeforeEach
    void open() throws Exception {
        System.clearProperty(LOADED);
        home = Files.createDirectories(folder.resolve("image"));
        data = DataFolder.open(folder.resolve("data"));
        new Jars(home).with("a", Map.of("Export-Package", "a")).with("b", Map.of());
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void resolvesNothingThatComesBesideTheImage() throws Exception {
        Path jar = stranger("stranger", "1.0.0");
        try (Appliance appliance = boot()) {
            Bundle byAddress = appliance.context().installBundle(jar.toUri().toString());
            Bundle byStream;
            try (var content = Files.newInputStream(stranger("other", "1.0.0"))) {
                byStream = appliance.context().installBundle("inputstream:other.jar", content);
            }
            Bundle byReference = appliance
                    .context()
                    .installBundle("reference:" + stranger("third", "1.0.0").toUri());

            for (Bundle bundle : List.of(byAddress, byStream, byReference)) {
                assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class);
                assertThatThrownBy(() -> bundle.loadClass(Witness.class.getName()))
                        .isInstanceOf(ClassNotFoundException.class);
                assertThat(wiring(appliance).resolveBundles(List.of(bundle))).isFalse();
                assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
            }
            assertThat(gate(appliance).isOpen()).isFalse();
            assertThat(gate(appliance).strangers())
                    .containsExactly(
                            "stranger 1.0.0 from " + jar.toUri(),
                            "other 1.0.0 from inputstream:other.jar",
                            "third 1.0.0 from " + byReference.getLocation());
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void resolvesNoBundleThatWasReplacedInPlace() throws Exception {
        try (Appliance appliance = boot()) {
            Bundle bundle = bundle(appliance, "a");

            try (var content = Files.newInputStream(stranger("a", "1.0.0"))) {
                assertThatThrownBy(() -> bundle.update(content)).isInstanceOf(BundleException.class);
            }
            refresh(appliance);

            assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
            assertThat(bundle(appliance, "b").getState()).isEqualTo(Bundle.ACTIVE);
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void resolvesItsOwnBundlesAgainAfterARefresh() throws Exception {
        try (Appliance appliance = boot()) {
            refresh(appliance, bundle(appliance, "a"));

            assertThat(bundle(appliance, "a").getState()).isEqualTo(Bundle.ACTIVE);
        }
    }

    @Test
    void resolvesNoBundleOfItsOwnAgainWhoseJarWasAltered() throws Exception {
        try (Appliance appliance = boot()) {
            Bundle bundle = bundle(appliance, "a");
            Path jar = Path.of(URI.create(bundle.getLocation().substring("reference:".length())));
            Path other = folder.resolve("other.jar");
            Jars.write(other, "a", Map.of("Export-Package", "a"), Witness.class);
            Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);

            refresh(appliance, bundle);

            assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
            assertThat(gate(appliance).strangers()).singleElement().asString().startsWith("a 1.0.0 from ");
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void wiresNoBundleToAStrangerWhileItRuns() throws Exception {
        new Jars(home).with("a", Map.of("DynamicImport-Package", "*"));
        Path jar = folder.resolve("stranger.jar");
        Jars.write(jar, "stranger", Map.of("Export-Package", Witness.class.getPackageName()), Witness.class);
        try (Appliance appliance = boot()) {
            Bundle stranger = appliance.context().installBundle(jar.toUri().toString());

            assertThatThrownBy(() -> bundle(appliance, "a").loadClass(Witness.class.getName()))
                    .isInstanceOf(ClassNotFoundException.class);

            assertThat(stranger.getState()).isEqualTo(Bundle.INSTALLED);
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void attachesNoFragmentOfSomebodyElse() throws Exception {
        Path jar = folder.resolve("parasite.jar");
        Jars.write(jar, "parasite", Map.of("Fragment-Host", "a", "Export-Package", "parasite"));
        try (Appliance appliance = boot()) {
            Bundle fragment = appliance.context().installBundle(jar.toUri().toString());

            refresh(appliance, bundle(appliance, "a"));

            assertThat(fragment.getState()).isEqualTo(Bundle.INSTALLED);
            assertThat(bundle(appliance, "a").getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(bundle(appliance, "a").getResource("component.xml")).isNull();
        }
    }

    @Test
    void letsNobodyJoinTheFramework() throws Exception {
        Path jar = folder.resolve("extension.jar");
        Jars.write(
                jar,
                "extension",
                Map.of(
                        "Fragment-Host",
                        "system.bundle;extension:=framework",
                        "ExtensionBundle-Activator",
                        Witness.class.getName()));
        try (Appliance appliance = boot()) {
            assertThatThrownBy(
                            () -> appliance.context().installBundle(jar.toUri().toString()))
                    .isInstanceOf(BundleException.class);
            assertThat(appliance.context().getBundles()).hasSize(3);
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void letsNoStrangerTakeTheTurnOfABundleByAHigherVersion() throws Exception {
        new Jars(home).with("a", Map.of("Bundle-SymbolicName", "a;singleton:=true"));
        Path jar = folder.resolve("a-2.jar");
        Jars.write(jar, "a", Map.of("Bundle-SymbolicName", "a;singleton:=true", "Bundle-Version", "2.0.0"));
        try (Appliance appliance = boot()) {
            Bundle stranger = appliance.context().installBundle(jar.toUri().toString());

            refresh(appliance, bundle(appliance, "a"), stranger);

            assertThat(bundle(appliance, "a").getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(stranger.getState()).isEqualTo(Bundle.INSTALLED);
        }
    }

    @Test
    void takesNoWordOfAnotherHookForAStranger() throws Exception {
        try (Appliance appliance = boot()) {
            appliance.context().registerService(ResolverHookFactory.class, triggers -> new Adder(triggers), null);
            Bundle bundle = appliance
                    .context()
                    .installBundle(stranger("stranger", "1.0.0").toUri().toString());

            assertThatThrownBy(bundle::start).isInstanceOf(BundleException.class);
            assertThat(bundle.getState()).isEqualTo(Bundle.INSTALLED);
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void runsNothingWhenTheFrameworkRestartsItself() throws Exception {
        try (Appliance appliance = boot()) {
            Bundle stranger = appliance
                    .context()
                    .installBundle(stranger("stranger", "1.0.0").toUri().toString());
            assertThatThrownBy(stranger::start).isInstanceOf(BundleException.class);

            appliance.context().getBundle(0).update();

            assertThat(appliance.await()).as("to be started from the beginning").isTrue();
            assertThat(appliance.isStopped()).isTrue();
        }
        assertThat(System.getProperty(LOADED)).isNull();
    }

    @Test
    void letsEverythingInOnADevelopersImage() throws Exception {
        Files.createDirectories(home.resolve("release"));
        Files.createFile(home.resolve("release/developer-image"));
        try (Appliance appliance = boot()) {
            Bundle bundle = appliance
                    .context()
                    .installBundle(stranger("stranger", "1.0.0").toUri().toString());

            bundle.start();

            assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
            assertThat(gate(appliance).isOpen()).isTrue();
            assertThat(gate(appliance).strangers()).isEmpty();
        }
        assertThat(System.getProperty(LOADED)).isEqualTo("true");
    }

    private Path stranger(String symbolicName, String version) throws Exception {
        Path jar = folder.resolve(symbolicName + "-stranger.jar");
        Jars.write(jar, symbolicName, Map.of("Bundle-Version", version), Witness.class);
        return jar;
    }

    private Appliance boot() throws CannotStartException {
        return Appliance.boot(
                Image.read(home),
                Map.of("felix.log.level", "0"),
                data,
                new Strongroom(home, data.path().resolve("release")));
    }

    private static CodeGate gate(Appliance appliance) {
        BundleContext context = appliance.context();
        return context.getService(context.getServiceReference(CodeGate.class));
    }

    private static Bundle bundle(Appliance appliance, String name) {
        return List.of(appliance.context().getBundles()).stream()
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static FrameworkWiring wiring(Appliance appliance) {
        return appliance.context().getBundle(0).adapt(FrameworkWiring.class);
    }

    private static void refresh(Appliance appliance, Bundle... bundles) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        wiring(appliance).refreshBundles(bundles.length == 0 ? null : List.of(bundles), event -> done.countDown());
        done.await();
    }

    /** Says that code of it ran. */
    public static final class Witness implements BundleActivator {

        static {
            System.setProperty(LOADED, "true");
        }

        @Override
        public void start(BundleContext context) {}

        @Override
        public void stop(BundleContext context) {}
    }

    /** Puts back what others left out. */
    private static final class Adder implements ResolverHook {

        private final Collection<BundleRevision> wanted;

        Adder(Collection<BundleRevision> wanted) {
            this.wanted = List.copyOf(wanted);
        }

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            wanted.stream().filter(revision -> !candidates.contains(revision)).forEach(candidates::add);
        }

        @Override
        public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {}

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {}

        @Override
        public void end() {}
    }
}
