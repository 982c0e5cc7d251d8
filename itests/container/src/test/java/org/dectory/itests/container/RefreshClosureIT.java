package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.inject.Inject;
import org.assertj.core.api.SoftAssertions;
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
import org.osgi.framework.wiring.FrameworkWiring;

/** What has to be restarted when a bundle is replaced. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class RefreshClosureIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @Test
    @Tag("OSG-01")
    @Tag("OSG-05")
    void ofAnImplementationIsThatBundleAlone() {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        SoftAssertions all = new SoftAssertions();

        for (Bundle bundle : new House(context).implementations()) {
            all.assertThat(wiring.getDependencyClosure(List.of(bundle)))
                    .as("refreshed with " + bundle.getSymbolicName())
                    .containsExactly(bundle);
        }

        all.assertAll();
    }

    @Test
    @Tag("OSG-01")
    void ofTheContractsIsEveryImplementation() {
        House house = new House(context);
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);

        List<Bundle> users = house.implementations().stream()
                .filter(bundle -> !bundle.getSymbolicName().equals("org.dectory.configstore"))
                .toList();

        assertThat(wiring.getDependencyClosure(List.of(house.bundle("org.dectory.api"))))
                .containsAll(users);
    }
}
