package org.dectory.health.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Takes pictures of the framework. All checks of one round look at the same one: to take it is the dear part. Thread-safe. */
@Component(service = Surveyor.class, configurationPid = "org.dectory.health.surveyor")
public final class Surveyor {

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;
    private @Nullable Survey last;
    private long taken;

    @Activate
    public Surveyor(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    /** A picture that is a second old at most. */
    synchronized Survey survey() {
        Survey survey = last;
        if (survey == null || System.nanoTime() - taken > FRESH_NANOS) {
            survey = new Survey(bundles(), components());
            last = survey;
            taken = System.nanoTime();
        }
        return survey;
    }

    private List<Survey.Placed> bundles() {
        List<Survey.Placed> bundles = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            boolean runs = runs(bundle);
            // What a running bundle offers is said by its components.
            bundles.add(new Survey.Placed(
                    String.valueOf(bundle.getSymbolicName()), runs, state(bundle), runs ? Set.of() : offers(bundle)));
        }
        return bundles;
    }

    private static boolean runs(Bundle bundle) {
        int state = bundle.getState();
        if (state == Bundle.ACTIVE) {
            return true;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header : List.of(Constants.FRAGMENT_HOST, Constants.BUNDLE_ACTIVATIONPOLICY)) {
            headers.put(header, bundle.getHeaders("").get(header));
        }
        return (state == Bundle.RESOLVED && headers.get(Constants.FRAGMENT_HOST) != null)
                || (state == Bundle.STARTING && headers.get(Constants.BUNDLE_ACTIVATIONPOLICY) != null);
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> "not resolved";
            case Bundle.RESOLVED -> "stopped";
            case Bundle.STARTING -> "still starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.UNINSTALLED -> "uninstalled";
            default -> "running";
        };
    }

    private static Set<String> offers(Bundle bundle) {
        Set<String> services = new LinkedHashSet<>();
        @Nullable BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            revision.getDeclaredCapabilities("osgi.service").forEach(capability -> {
                @Nullable Object classes = capability.getAttributes().get(Constants.OBJECTCLASS);
                if (classes instanceof Collection<?> many) {
                    many.forEach(each -> services.add(String.valueOf(each)));
                } else if (classes != null) {
                    services.add(classes.toString());
                }
            });
        }
        return services;
    }

    private List<Survey.Part> components() {
        List<Survey.Part> parts = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                parts.add(part(component, configuration));
            }
        }
        return parts;
    }

    /** A component that waits for its configuration lacks nothing: that is how an optional part is switched off. */
    private static Survey.Part part(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        List<String> lacks = new ArrayList<>();
        if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
            for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                lacks.add(service(component, reference.name));
            }
        }
        String failure = configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION
                ? String.valueOf(configuration.failure).lines().findFirst().orElse("nobody knows why")
                : "";
        return new Survey.Part(
                component.bundle.symbolicName, component.name, lacks, failure, Set.of(component.serviceInterfaces));
    }

    /** The service of a reference; the name of one in a constructor is a number only. */
    private static String service(ComponentDescriptionDTO component, String name) {
        for (ReferenceDTO reference : component.references) {
            if (reference.name.equals(name)) {
                return reference.interfaceName;
            }
        }
        return name;
    }
}
