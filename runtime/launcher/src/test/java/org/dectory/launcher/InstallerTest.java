package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarFile;
import org.dectory.release.Installer;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;

/** What the launcher offers to whoever brings updates into a running appliance. */
@Tag("OSG-03")
class InstallerTest {

    @TempDir
    Path folder;

    private Path home;
    private Vendor vendor;
    private DataFolder data;
    private Appliance appliance;
    private Releases releases;
    private Installer installer;

    @BeforeEach
    void open() throws Exception {
        home = Files.createDirectory(folder.resolve("image"));
        new Jars(home).with("a", Map.of()).with("b", Map.of());
        vendor = new Vendor(folder, home);
        data = DataFolder.open(folder.resolve("data"));
        appliance = boot();
        releases = service(Releases.class);
        installer = service(Installer.class);
    }

    private Appliance boot() throws CannotStartException {
        return Appliance.boot(
                Image.read(home),
                Map.of("felix.log.level", "0"),
                data,
                new Strongroom(home, data.path().resolve("release")));
    }

    @AfterEach
    void close() {
        appliance.close();
        data.close();
    }

    @Test
    void installsABundleOfTheTrialBesideTheOldOne() throws Exception {
        String set = vendor.stage(releases, 2, Map.of("Export-Package", "a"));
        ReleasedBundle next = bundleOf(set);
        assertThatThrownBy(() -> installer.install(next))
                .as("what is only staged does not count")
                .isInstanceOf(IllegalStateException.class);
        releases.beginTrial(set);

        Bundle installed = context().getBundle(installer.install(next));

        assertThat(installed.getState()).isEqualTo(Bundle.INSTALLED);
        installed.start();
        assertThat(installed.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(installed.getVersion()).hasToString("1.0.2");
        assertThat(installed.getLocation()).startsWith("reference:file:").contains("release/store/");
        assertThat(installed.adapt(BundleStartLevel.class).getStartLevel()).isEqualTo(1);
        assertThat(installer.install(next)).as("the same once more").isEqualTo(installed.getBundleId());
        assertThat(Arrays.stream(context().getBundles()).filter(bundle -> "a".equals(bundle.getSymbolicName())))
                .as("beside")
                .hasSize(2);
    }

    @Test
    void bringsBackABundleOfTheImage() throws Exception {
        ReleasedBundle old = releases.current().get(0);
        context().getBundle(1).uninstall();

        Bundle again = context().getBundle(installer.install(old));
        again.start();

        assertThat(again.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void installsNoJarThatWasAltered() throws Exception {
        String set = vendor.stage(releases, 2, Map.of());
        releases.beginTrial(set);
        ReleasedBundle next = bundleOf(set);
        Path jar = releases.jar(next);
        byte[] content = Files.readAllBytes(jar);
        content[content.length / 2] ^= 1;
        Files.write(jar, content);

        assertThatThrownBy(() -> installer.install(next))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a 1.0.2");
        assertThat(context().getBundles()).hasSize(3);
    }

    @Test
    void removesAStrangerWhoSitsInTheBundlesPlace() throws Exception {
        String set = vendor.stage(releases, 2, Map.of());
        releases.beginTrial(set);
        ReleasedBundle next = bundleOf(set);
        Path jar = folder.resolve("stranger.jar");
        Jars.write(jar, "stranger", Map.of());
        Bundle placed = context()
                .installBundle(
                        "reference:" + releases.jar(next).toUri(), new ByteArrayInputStream(Files.readAllBytes(jar)));
        Jars.write(jar, "a", Map.of("Bundle-Version", "1.0.2", "Export-Package", "evil"));
        Bundle named = context().installBundle(jar.toUri().toString());

        Bundle installed = context().getBundle(installer.install(next));
        installed.start();

        assertThat(installed.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(installed.getHeaders().get("Export-Package")).isNull();
        assertThat(placed.getState()).isEqualTo(Bundle.UNINSTALLED);
        assertThat(named.getState()).isEqualTo(Bundle.UNINSTALLED);
    }

    @Test
    void isTheSameForEverybodyAndCanBeImported() throws Exception {
        assertThat(service(Releases.class)).isSameAs(releases);
        String set = vendor.stage(releases, 2, Map.of("Import-Package", "org.dectory.release;version=\"[1.0,2)\""));
        releases.beginTrial(set);

        Bundle importer = context().getBundle(installer.install(bundleOf(set)));
        importer.start();

        assertThat(importer.loadClass(Releases.class.getName())).isSameAs(Releases.class);
    }

    @Test
    void isNotThereWhereTheImageTrustsNobody() throws Exception {
        appliance.close();
        Files.delete(home.resolve("release/keys.list"));
        data.renew();

        appliance = boot();

        assertThat(context().getServiceReference(Installer.class)).isNull();
        assertThat(context().getServiceReference(Releases.class)).isNull();
    }

    @Test
    void exportsWhatTheJarSays() throws Exception {
        Path release = Path.of(Releases.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assumeThat(release).isRegularFile();

        try (JarFile jar = new JarFile(release.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Export-Package"))
                    .isEqualTo(LauncherSide.PACKAGES);
        }
    }

    private ReleasedBundle bundleOf(String set) {
        return releases.find(set).orElseThrow().bundles().stream()
                .filter(bundle -> bundle.symbolicName().equals("a"))
                .findFirst()
                .orElseThrow();
    }

    private BundleContext context() {
        return appliance.context();
    }

    private <S> S service(Class<S> type) {
        return context().getService(context().getServiceReference(type));
    }
}
