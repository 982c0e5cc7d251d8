package org.dectory.configstore.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.cm.PersistenceManager;
import org.apache.felix.cm.impl.persistence.CachingPersistenceManagerProxy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

@Tag("DBS-01")
class LayeredConfigurationsTest {

    private static final String PID = "org.dectory.subscription";

    @TempDir
    private Path image;

    @TempDir
    private Path data;

    private PersistenceManager configurations;

    @BeforeEach
    void restart() throws IOException {
        configurations = open(new LocalDisk());
    }

    /** A start of the appliance: whatever is not on disk is gone. */
    private PersistenceManager open(Disk disk) throws IOException {
        return new LayeredConfigurations(new FactoryFolder(image).read(), OverlayFolder.open(data, disk));
    }

    @Test
    void showsFactoryValues() throws IOException {
        firmware(
                PID,
                "{'open': 120, 'rate': 0.5, 'mode': 'standard', 'auto': true, 'parks': ['a', 'b'], 'big': 5000000000}");

        restart();

        assertThat(configurations.exists(PID)).isTrue();
        assertThat(load(PID))
                .isEqualTo(Map.of(
                        "open",
                        120,
                        "rate",
                        0.5,
                        "mode",
                        "standard",
                        "auto",
                        true,
                        "parks",
                        List.of("a", "b"),
                        "big",
                        5_000_000_000L));
    }

    @Test
    void showsTheAdministratorsValuesOverTheFactorys() throws IOException {
        firmware(PID, "{'open': 120, 'mode': 'standard'}");
        restart();

        store(PID, Map.of("open", 60, "mode", "standard", "note", "set by Anna"));
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("open", 60, "mode", "standard", "note", "set by Anna"));
    }

    @Test
    void letsNewFirmwareDefaultsArriveWhereTheAdministratorChangedNothing() throws IOException {
        firmware(PID, "{'open': 120, 'mode': 'standard'}");
        restart();
        store(PID, Map.of("open", 60, "mode", "standard"));

        firmware(PID, "{'open': 300, 'mode': 'auto-create', 'new': true}");
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("open", 60, "mode", "auto-create", "new", true));
    }

    @Test
    void keepsAKeyRemoved() throws IOException {
        firmware(PID, "{'open': 120, 'mode': 'standard'}");
        restart();
        store(PID, Map.of("open", 120));

        firmware(PID, "{'open': 300, 'mode': 'auto-create'}");
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("open", 300));
    }

    @Test
    void forgetsAKeyThatTheNewFirmwareHasNoMore() throws IOException {
        firmware(PID, "{'open': 120, 'old': 1}");
        restart();
        store(PID, Map.of("open", 60, "old", 1));

        firmware(PID, "{'open': 120}");
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("open", 60));
    }

    @Test
    void writesNothingWhenNothingDiffersFromTheFactory() throws IOException {
        firmware(PID, "{'open': 120, 'parks': ['a']}");
        restart();

        store(PID, Map.of("open", 120L, "parks", List.of("a")));

        assertThat(data.resolve("config").toFile().list()).isEmpty();
    }

    @Test
    void dropsTheOverlayWhenTheFactoryValuesAreSetAgain() throws IOException {
        firmware(PID, "{'open': 120}");
        restart();
        store(PID, Map.of("open", 60));
        store(PID, Map.of("open", 90));

        store(PID, Map.of("open", 120));

        assertThat(data.resolve("config").toFile().list()).isEmpty();
        restart();
        assertThat(load(PID)).isEqualTo(Map.of("open", 120));
    }

    @Test
    void doesNotCareForTheCaseOfKeys() throws IOException {
        firmware(PID, "{'openSeconds': 120}");
        restart();

        store(PID, Map.of("openseconds", 60));
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("openSeconds", 60));
    }

    @Test
    void keepsTypesOfAllKinds() throws IOException {
        Map<String, Object> all = new HashMap<>();
        all.put("string", "= \"quoted\" \\ \n\r\t ü € 😀 #no comment");
        all.put("empty", "");
        all.put("integer", -5);
        all.put("long", Long.MIN_VALUE);
        all.put("short", (short) 7);
        all.put("byte", (byte) 7);
        all.put("character", 'x');
        all.put("float", 1.1f);
        all.put("double", Math.PI);
        all.put("boolean", false);
        all.put("list", List.of("a", "b"));
        all.put("emptyList", List.of());
        all.put("key with = and \" and : and blanks", "strange");

        store(PID, all);
        restart();

        assertThat(load(PID)).isEqualTo(all);
    }

    @Test
    void keepsArrays() throws IOException {
        store(
                PID,
                Map.of(
                        "strings", new String[] {"a", ""},
                        "none", new String[0],
                        "ints", new int[] {1, 2},
                        "booleans", new Boolean[] {true, false}));
        restart();

        Dictionary<?, ?> loaded = configurations.load(PID);
        assertThat(loaded.get("strings")).isEqualTo(new String[] {"a", ""});
        assertThat(loaded.get("none")).isEqualTo(new String[0]);
        assertThat(loaded.get("ints")).isEqualTo(new int[] {1, 2});
        assertThat(loaded.get("booleans")).isEqualTo(new Boolean[] {true, false});
    }

    @Test
    void refusesWhatItCouldNotGiveBack() {
        assertThatThrownBy(() -> store(PID, Map.of(" blank before", 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(PID);

        assertThat(configurations.exists(PID)).isFalse();
    }

    @Test
    void keepsOneOfSeveralAsTheFactoryNamesIt() throws IOException {
        firmware("org.dectory.feed~main", "{'url': 'http://example.org'}");
        restart();

        Dictionary<?, ?> loaded = configurations.load("org.dectory.feed~main");

        assertThat(loaded.get("service.pid")).isEqualTo("org.dectory.feed~main");
        assertThat(loaded.get("service.factoryPid")).isEqualTo("org.dectory.feed");
    }

    @Test
    void keepsOneOfSeveralThatTheAdministratorMade() throws IOException {
        store("org.dectory.feed.0815", Map.of("service.factoryPid", "org.dectory.feed", "url", "x"));
        restart();

        assertThat(configurations.load("org.dectory.feed.0815").get("service.factoryPid"))
                .isEqualTo("org.dectory.feed");
    }

    @Test
    void keepsPidsThatAreNoFileNames() throws IOException {
        String pid = "a/b\\c|d?e:*ä ..+%7E";
        store(pid, Map.of("open", 1));
        restart();

        assertThat(load(pid)).isEqualTo(Map.of("open", 1));
    }

    @Test
    void keepsADeletedConfigurationOfTheFactoryDeleted() throws IOException {
        firmware(PID, "{'open': 120}");
        restart();
        configurations.delete(PID);

        firmware(PID, "{'open': 300}");
        restart();

        assertThat(configurations.exists(PID)).isFalse();
        assertThat(pids()).isEmpty();
        assertThatThrownBy(() -> configurations.load(PID)).isInstanceOf(IOException.class);
    }

    @Test
    void bringsADeletedConfigurationBackWhenItIsStored() throws IOException {
        firmware(PID, "{'open': 120}");
        restart();
        configurations.delete(PID);

        store(PID, Map.of("open", 120));
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("open", 120));
    }

    @Test
    void deletesAConfigurationOfTheAdministrator() throws IOException {
        store(PID, Map.of("open", 60));
        store(PID, Map.of("open", 90));
        configurations.delete(PID);
        restart();

        assertThat(configurations.exists(PID)).isFalse();
        assertThat(data.resolve("config").toFile().list()).isEmpty();
    }

    @Test
    void listsEachConfigurationOnce() throws IOException {
        firmware("both", "{'a': 1}");
        firmware("factory", "{'a': 1}");
        restart();
        store("both", Map.of("a", 2));
        store("administrator", Map.of("a", 3));

        assertThat(pids()).containsExactlyInAnyOrder("both", "factory", "administrator");
    }

    @Test
    void givesEveryConfigurationToBundlesAtAnyLocation() throws IOException {
        firmware("factory", "{'a': 1}");
        restart();
        store("administrator", Map.of("a", 3, "service.bundleLocation", "reference:file:/somewhere"));
        restart();

        assertThat(configurations.load("factory").get("service.bundleLocation")).isEqualTo("?");
        assertThat(configurations.load("administrator").get("service.bundleLocation"))
                .isEqualTo("?");
    }

    @Test
    void keepsNoNotesThatFelixMakesForItself() throws IOException {
        configurations.store(
                "org_apache_felix_cm_impl_DynamicBindings", FrameworkUtil.asDictionary(Map.of(PID, "file:/x")));
        store(PID, Map.of("_felix_.cm.newConfiguration", true));

        assertThat(configurations.exists("org_apache_felix_cm_impl_DynamicBindings"))
                .isFalse();
        assertThat(configurations.exists(PID)).isFalse();
        assertThat(data.resolve("config").toFile().list()).isEmpty();
    }

    @Test
    void worksUnderTheCacheOfConfigurationAdmin() throws IOException {
        firmware(PID, "{'open': 120}");
        restart();
        CachingPersistenceManagerProxy cache = new CachingPersistenceManagerProxy(configurations);
        Dictionary<String, Object> changed = FrameworkUtil.asDictionary(
                new HashMap<>(Map.of("service.pid", PID, "open", 60, ":org.apache.felix.configadmin.revision:", 3L)));

        cache.store(PID, changed);

        assertThat(cache.load(PID).get("open")).isEqualTo(60);
        restart();
        assertThat(load(PID)).isEqualTo(Map.of("open", 60));
    }

    @Test
    void leavesAMalformedFactoryFileOutAndReadsTheOthers() throws IOException {
        firmware("broken", "{'open': ");
        firmware("nested", "{'open': {'a': 1}}");
        firmware("null", "{'open': null}");
        firmware("list", "[1]");
        firmware("empty", "");
        firmware(PID, "{'open': 120}");

        restart();

        assertThat(pids()).containsExactly(PID);
    }

    @Test
    void usesTheSettingsBeforeWhenAFileIsTorn() throws IOException {
        firmware(PID, "{'open': 120}");
        restart();
        store(PID, Map.of("open", 60));
        store(PID, Map.of("open", 90));

        Files.write(data.resolve("config").resolve(PID + ".config"), new byte[0]);
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("open", 60));
    }

    @Test
    void usesFactoryValuesWhenNothingElseIsWhole() throws IOException {
        firmware(PID, "{'open': 120}");
        restart();
        store(PID, Map.of("open", 60));

        Files.write(data.resolve("config").resolve(PID + ".config"), new byte[] {1, 2, 3});
        restart();

        assertThat(load(PID)).isEqualTo(Map.of("open", 120));
    }

    @Test
    void leavesForeignFilesAlone() throws IOException {
        Files.writeString(data.resolve("config").resolve("README"), "hello");
        Files.writeString(data.resolve("config").resolve("100%.config"), "hello");

        restart();

        assertThat(pids()).isEmpty();
        assertThat(data.resolve("config").toFile().list()).hasSize(2);
    }

    @Test
    void aFailedStoreChangesNothing() throws IOException {
        store(PID, Map.of("open", 60));
        configurations = open(new FullDisk());

        assertThatThrownBy(() -> store(PID, Map.of("open", 90))).isInstanceOf(IOException.class);

        assertThat(load(PID)).isEqualTo(Map.of("open", 60));
        restart();
        assertThat(load(PID)).isEqualTo(Map.of("open", 60));
    }

    private void firmware(String pid, String json) throws IOException {
        Files.writeString(image.resolve(pid + ".json"), json.replace('\'', '"'));
    }

    private void store(String pid, Map<String, ?> values) throws IOException {
        Map<String, Object> all = new HashMap<>(values);
        all.put("service.pid", pid);
        configurations.store(pid, FrameworkUtil.asDictionary(all));
    }

    /** The values without those that Felix is owed; arrays of strings as lists. */
    private Map<String, Object> load(String pid) throws IOException {
        Map<String, Object> values = new HashMap<>(Values.copyOf((Dictionary<?, ?>) configurations.load(pid)));
        assertThat(values.remove("service.pid")).isEqualTo(pid);
        values.remove("service.bundleLocation");
        values.replaceAll((key, value) -> value instanceof String[] several ? List.of(several) : value);
        return values;
    }

    private List<String> pids() throws IOException {
        return Collections.list((java.util.Enumeration<?>) configurations.getDictionaries()).stream()
                .map(found -> (String) ((Dictionary<?, ?>) found).get("service.pid"))
                .toList();
    }
}
