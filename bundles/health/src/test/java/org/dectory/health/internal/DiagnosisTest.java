package org.dectory.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.dectory.health.internal.Survey.Part;
import org.dectory.health.internal.Survey.Placed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private final List<Placed> bundles = new ArrayList<>();
    private final List<Part> components = new ArrayList<>();

    @Test
    @Tag("OSG-07")
    void isSilentAboutABundleThatWorks() {
        runs("sharing");
        components.add(new Part("sharing", "Sharing", List.of(), "", Set.of("SharingService")));

        assertThat(causes("sharing")).isEmpty();
    }

    @Test
    @Tag("OSG-07")
    void namesABundleThatIsNotThere() {
        assertThat(causes("auth.dsaa2")).containsExactly("bundle auth.dsaa2 is not installed");
    }

    @Test
    @Tag("OSG-07")
    void findsTheStoppedBundleBehindAChainOfComponents() {
        runs("sharing", "provisioning");
        components.add(new Part("sharing", "Sharing", List.of("api.Provisioning"), "", Set.of("api.Sharing")));
        components.add(new Part("provisioning", "Files", List.of("api.Store"), "", Set.of("api.Provisioning")));
        stopped("userstore", "api.Store");

        assertThat(causes("sharing"))
                .containsExactly("bundle userstore is stopped", "component Sharing waits for Provisioning");
    }

    @Test
    @Tag("OSG-07")
    void tellsWhyAComponentBehindFailed() {
        runs("sharing", "userstore");
        components.add(new Part("sharing", "Sharing", List.of("api.Store"), "", Set.of("api.Sharing")));
        components.add(new Part("userstore", "SqliteStore", List.of(), "the file is no database", Set.of("api.Store")));

        assertThat(causes("sharing"))
                .containsExactly(
                        "component SqliteStore failed: the file is no database", "component Sharing waits for Store");
    }

    @Test
    @Tag("OSG-07")
    void saysThatNobodyProvidesAService() {
        runs("sharing");
        components.add(new Part("sharing", "Sharing", List.of("other.Clock"), "", Set.of()));

        assertThat(causes("sharing"))
                .containsExactly("no bundle here provides Clock", "component Sharing waits for Clock");
    }

    @Test
    void comesToAnEndWhenComponentsWaitForEachOther() {
        runs("a", "b");
        components.add(new Part("a", "A", List.of("B"), "", Set.of("A")));
        components.add(new Part("b", "B", List.of("A"), "", Set.of("B")));

        assertThat(causes("a")).containsExactly("component A waits for B");
    }

    @Test
    @Tag("OSG-04")
    void oneRunningVersionOfABundleIsEnough() {
        stopped("fetch.http", "api.Fetcher");
        runs("fetch.http");

        assertThat(causes("fetch.http")).isEmpty();
    }

    @Test
    @Tag("OSG-07")
    void bundlesOfNoCapabilityAreAWarning() {
        stopped("vendor.fetch.gopher", "api.Fetcher");
        stopped("sharing", "api.Sharing");

        Result result = CapabilityChecks.judgeOthers(Set.of("sharing"), new Survey(bundles, components));

        assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(result)
                .anySatisfy(entry -> assertThat(entry.getMessage()).isEqualTo("bundle vendor.fetch.gopher is stopped"));
        assertThat(result.toString()).doesNotContain("sharing");
    }

    private List<String> causes(String bundle) {
        return new Diagnosis(new Survey(bundles, components)).causes(bundle);
    }

    private void runs(String... names) {
        for (String name : names) {
            bundles.add(new Placed(name, true, "running", Set.of()));
        }
    }

    private void stopped(String name, String service) {
        bundles.add(new Placed(name, false, "stopped", Set.of(service)));
    }
}
