package org.dectory.health.internal;

import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.release.CodeGate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether code comes in by updates alone. A warning at worst: what is kept out does no harm, and a developer's image is meant to be open. */
@Component(
        service = HealthCheck.class,
        configurationPid = "org.dectory.health.code",
        property = {HealthCheck.NAME + "=code", HealthCheck.TAGS + "=security"})
public final class CodeCheck implements HealthCheck {

    private final Optional<CodeGate> gate;

    /** Takes the gate, if a launcher stands one in the framework. */
    @Activate
    public CodeCheck(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    CodeGate gate) {
        this.gate = Optional.ofNullable(gate);
    }

    @Override
    public Result execute() {
        return Verdicts.of(
                Result.Status.WARN,
                gate.map(CodeCheck::causes).orElse(List.of("nothing keeps out code that came through no update")),
                "code comes by updates only");
    }

    private static List<String> causes(CodeGate gate) {
        return gate.isOpen()
                ? List.of("this is a developer's image: code that came through no update runs, too")
                : gate.strangers().stream()
                        .map(bundle -> "bundle " + bundle + " did not come through an update and is not resolved")
                        .toList();
    }
}
