package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** What holds for all bundles of the image at once. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class EveryBundleIT {

    private static final String OURS = "org.dectory.";

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @Test
    void isActive() {
        List<Bundle> notActive = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .toList();

        assertThat(notActive).isEmpty();
    }

    @Test
    @Tag("OSG-01")
    void exportsNothingButForTheContracts() {
        List<String> exporters = ours().stream()
                .filter(bundle -> bundle.getHeaders().get(Constants.EXPORT_PACKAGE) != null)
                .map(Bundle::getSymbolicName)
                .toList();

        assertThat(exporters).containsExactly("org.dectory.api");
    }

    @Test
    @Tag("OSG-01")
    void isWiredToNoOtherImplementation() {
        for (Bundle bundle : ours()) {
            List<String> providers =
                    bundle.adapt(BundleWiring.class).getRequiredWires(BundleRevision.PACKAGE_NAMESPACE).stream()
                            .map(BundleWire::getProvider)
                            .map(BundleRevision::getSymbolicName)
                            .filter(name -> name.startsWith(OURS))
                            .distinct()
                            .toList();

            assertThat(providers).as(bundle.getSymbolicName()).isSubsetOf("org.dectory.api");
        }
    }

    private List<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS))
                .filter(bundle -> !bundle.getSymbolicName().startsWith("org.dectory.itests"))
                .toList();
    }
}
