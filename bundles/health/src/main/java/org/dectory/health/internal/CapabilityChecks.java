package org.dectory.health.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.health.HealthService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Registers one check for each capability of the image, and one for everything that belongs to none. */
@Component(
        service = {},
        configurationPid = "org.dectory.health.capabilities",
        immediate = true)
public final class CapabilityChecks {

    private final List<ServiceRegistration<HealthCheck>> registrations = new ArrayList<>();

    /** Takes the services; the image is the framework's property {@code dectory.home}. */
    @Activate
    public CapabilityChecks(BundleContext context, @Reference Surveyor surveyor) {
        Path home = Path.of(String.valueOf(context.getProperty("dectory.home")));
        Set<String> ours = new HashSet<>();
        for (Feature feature : Feature.readAll(home.resolve("features"))) {
            ours.addAll(feature.bundles());
            register(
                    context,
                    feature.name(),
                    () -> judge(feature, surveyor.survey()),
                    HealthService.CAPABILITY,
                    HealthService.UPDATE);
        }
        register(context, "other-bundles", () -> judgeOthers(ours, surveyor.survey()), HealthService.UPDATE);
    }

    @Deactivate
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private void register(BundleContext context, String name, HealthCheck check, String... tags) {
        Map<String, Object> properties = Map.of(HealthCheck.NAME, name, HealthCheck.TAGS, tags);
        registrations.add(context.registerService(HealthCheck.class, check, FrameworkUtil.asDictionary(properties)));
    }

    static Result judge(Feature feature, Survey survey) {
        Diagnosis diagnosis = new Diagnosis(survey);
        List<String> causes = feature.bundles().stream()
                .flatMap(bundle -> diagnosis.causes(bundle).stream())
                .distinct()
                .toList();
        return Verdicts.of(Result.Status.CRITICAL, causes, "all of it runs");
    }

    /** Libraries, and bundles of other makers: what needs them says how bad it is. */
    static Result judgeOthers(Set<String> ours, Survey survey) {
        return Verdicts.of(Result.Status.WARN, new Diagnosis(survey).elsewhere(ours), "all of them run");
    }
}
