package org.dectory.fieldupdate.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What the component runtime says of components that do not work. One that waits for its configuration is switched off, and lacks nothing. */
final class Components {

    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Those that do not work.
     *
     * @param bundles of these bundles; of all if there are none
     * @return what is wrong, by the name of the component
     */
    Map<String, String> complaints(Bundle... bundles) {
        Map<String, String> complaints = new TreeMap<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundles)) {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                    complaints.put(
                            component.name,
                            "component " + component.name + " waits for " + missing(component, configuration));
                } else if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    complaints.put(
                            component.name, "component " + component.name + " failed: " + failure(configuration));
                }
            }
        }
        return complaints;
    }

    private static String missing(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        List<String> services = new ArrayList<>();
        for (UnsatisfiedReferenceDTO unsatisfied : configuration.unsatisfiedReferences) {
            services.add(service(component, unsatisfied.name));
        }
        return String.join(", ", services);
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

    /** What was thrown, and what that came of: the first is often the constructor's call alone. */
    private static String failure(ComponentConfigurationDTO configuration) {
        String first = "nobody knows why";
        String root = "";
        for (String line : String.valueOf(configuration.failure).lines().toList()) {
            if (root.isEmpty()) {
                first = line.strip();
                root = first;
            } else if (line.startsWith("Caused by: ")) {
                root = line.substring("Caused by: ".length()).strip();
            }
        }
        return root.isEmpty() ? first : root;
    }
}
