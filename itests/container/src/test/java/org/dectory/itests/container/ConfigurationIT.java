package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.settings.SettingsJudge;
import org.dectory.api.settings.SettingsRefusedException;
import org.dectory.api.sharing.SharingPolicy.UserTakeover;
import org.dectory.api.sharing.SharingService;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Settings outlive those who keep them, and what nobody set follows the factory. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {

    private static final String PID = "org.dectory.fetch.http";
    private static final String SET = "connect.seconds";
    private static final String SHARING = "org.dectory.sharing";

    @Inject
    private BundleContext context;

    private House house;

    @org.ops4j.pax.exam.Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @BeforeEach
    void open() {
        house = new House(context);
    }

    @Test
    @Tag("DBS-01")
    @Tag("OSG-05")
    void aSettingOutlivesARestartOfItsKeepers() throws Exception {
        Configuration before = configuration(PID);
        Dictionary<String, Object> values = before.getProperties();
        assertThat(values.get(SET)).isEqualTo(5);
        values.put(SET, 7);
        before.update(values);

        restartTheKeepers(() -> {});

        Configuration after = configuration(PID);
        assertThat(after.getProperties().get(SET)).isEqualTo(7);
        assertThat(after.getBundleLocation()).isEqualTo("?");
        house.awaitWhole();
    }

    @Test
    @Tag("OSG-02")
    void newFactoryValuesShowThroughWhereNobodySetAnything() throws Exception {
        String pid = "org.dectory.provisioning";
        Configuration before = configuration(pid);
        Dictionary<String, Object> values = before.getProperties();
        values.put("fetch.seconds", 11);
        before.update(values);
        Path factory = Path.of(context.getProperty("dectory.config"), pid + ".json");
        String shipped = Files.readString(factory);
        assertThat(shipped).contains("\"max.bytes\": 262144").contains("\"fetch.seconds\": 10");

        restartTheKeepers(() -> Files.writeString(
                factory,
                shipped.replace("\"max.bytes\": 262144", "\"max.bytes\": 131072")
                        .replace("\"fetch.seconds\": 10", "\"fetch.seconds\": 20")));

        Dictionary<String, Object> after = configuration(pid).getProperties();
        assertThat(after.get("max.bytes")).isEqualTo(131_072);
        assertThat(after.get("fetch.seconds")).isEqualTo(11);
        house.awaitWhole();
    }

    @Test
    @Tag("OSG-02")
    void everyFactoryConfigurationIsForBundlesAnywhere() throws Exception {
        Configuration[] all = house.service(ConfigurationAdmin.class).listConfigurations(null);

        assertThat(all).extracting(Configuration::getPid).contains(PID, "org.dectory.fac", "org.dectory.rest");
        assertThat(all).extracting(Configuration::getBundleLocation).containsOnly("?");
    }

    @Test
    @Tag("ADM-04")
    void whatNoComponentCouldReadIsRefusedWhoeverSetsIt() throws Exception {
        Configuration configuration = configuration(SHARING);
        Dictionary<String, Object> before = configuration.getProperties();

        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "wrong.pins", "abc",
                        "lock.minutes", 0,
                        "takeover.user", "perhaps",
                        "takeover.phone", "perhaps",
                        "signout.at", "noon",
                        "device.wrong.pins", new String[] {"1", "2"})
                .entrySet()) {
            Dictionary<String, Object> values = configuration.getProperties();
            values.put(wrong.getKey(), wrong.getValue());

            assertThatThrownBy(() -> configuration.update(values))
                    .as(wrong.getKey())
                    .isInstanceOfSatisfying(
                            SettingsRefusedException.class,
                            refused -> assertThat(refused.setting()).isEqualTo(wrong.getKey()));
        }

        assertThat(configuration(SHARING).getProperties()).isEqualTo(before);
    }

    @Test
    @Tag("OSG-02")
    void everyFactoryConfigurationIsAsItsBundleDescribesIt() throws Exception {
        SettingsJudge judge = house.service(SettingsJudge.class);

        for (Configuration configuration :
                house.service(ConfigurationAdmin.class).listConfigurations(null)) {
            // As for one version of the bundle, for which nothing is stored yet.
            judge.judge(
                    configuration.getPid() + "|" + configuration.getPid(),
                    FrameworkUtil.asMap(configuration.getProperties()));
        }
    }

    @Test
    @Tag("OSG-03")
    void aRestoredSnapshotReachesComponentsThatRun() throws Exception {
        ConfigurationSnapshots snapshots = house.service(ConfigurationSnapshots.class);
        SharingService sharing = house.service(SharingService.class);
        UserTakeover before = sharing.policy().userTakeover();
        int id = snapshots.take("a trial", House.actor(), true).id();
        Configuration configuration = configuration(SHARING);
        Dictionary<String, Object> values = configuration.getProperties();
        values.put("takeover.user", "reject");
        configuration.update(values);
        await().atMost(House.PATIENCE).until(() -> sharing.policy().userTakeover() == UserTakeover.REJECT);

        List<String> restored = snapshots.restore(id, Set.of(), House.actor());

        assertThat(restored).containsExactly(SHARING);
        await().atMost(House.PATIENCE).until(() -> sharing.policy().userTakeover() == before);
        assertThat(configuration(SHARING).getProperties().get("takeover.user")).isEqualTo("move");
        snapshots.release(id);
    }

    private Configuration configuration(String pid) throws Exception {
        return house.service(ConfigurationAdmin.class).getConfiguration(pid, "?");
    }

    private void restartTheKeepers(Meanwhile meanwhile) throws Exception {
        Bundle admin = house.bundle("org.apache.felix.configadmin");
        Bundle store = house.bundle("org.dectory.configstore");
        stop(admin, store);
        meanwhile.happens();
        store.start();
        admin.start();
    }

    private static void stop(Bundle... bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            bundle.stop();
        }
    }

    /** What happens while they are gone. */
    @FunctionalInterface
    private interface Meanwhile {

        void happens() throws Exception;
    }
}
