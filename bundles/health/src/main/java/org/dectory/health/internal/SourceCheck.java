package org.dectory.health.internal;

import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether users' files can be fetched. A warning at worst: known users log in without the server. */
@Component(
        service = HealthCheck.class,
        configurationPid = "org.dectory.health.source",
        property = {HealthCheck.NAME + "=provisioning-source", HealthCheck.TAGS + "=outside"})
public final class SourceCheck implements HealthCheck {

    private final Optional<ProvisioningService> provisioning;

    /** Takes provisioning, if it is there: its absence is told by the check of its capability. */
    @Activate
    public SourceCheck(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ProvisioningService provisioning) {
        this.provisioning = Optional.ofNullable(provisioning);
    }

    @Override
    public Result execute() {
        return Verdicts.of(
                Result.Status.WARN,
                provisioning.map(SourceCheck::causes).orElse(List.of()),
                "files can be fetched, or none are wanted");
    }

    private static List<String> causes(ProvisioningService provisioning) {
        return causes(provisioning.status(), provisioning.source());
    }

    static List<String> causes(ProvisioningStatus status, Optional<ProvisioningService.Source> source) {
        if (status.configured() && !status.protocolPresent()) {
            String protocol = source.map(ProvisioningService.Source::protocol).orElse("the protocol of the source");
            return List.of("nothing here speaks " + protocol);
        }
        return status
                .downSince()
                .map(since -> "down since " + since + ": " + status.problem())
                .or(() -> Optional.of(status.problem()).filter(problem -> !problem.isEmpty()))
                .stream()
                .toList();
    }
}
