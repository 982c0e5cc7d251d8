package org.dectory.assembler;

import aQute.bnd.osgi.resource.ResourceUtils;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Constants;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * Whether every bundle of an image finds what its manifest requires: packages, services, extenders.
 *
 * <p>Services count although a framework does not resolve them: a component whose reference nobody provides would wait
 * for ever, and nobody would know. What a manifest calls optional may be missing.
 */
final class ImageCheck {

    /** Matters of the Java platform and of the processor, which are not the image's. */
    private static final Set<String> NOT_OURS = Set.of("osgi.ee", "osgi.native");

    private final List<Capability> capabilities = new ArrayList<>();

    ImageCheck(Collection<BundleJar> bundles, Resource surroundings) {
        capabilities.addAll(surroundings.getCapabilities(null));
        bundles.forEach(bundle -> capabilities.addAll(bundle.resource().getCapabilities(null)));
    }

    /** Says what a bundle requires in vain, one line each; empty if it lacks nothing. */
    List<String> missing(BundleJar bundle) {
        List<String> missing = new ArrayList<>();
        for (Requirement requirement : bundle.resource().getRequirements(null)) {
            if (!isOptional(requirement)
                    && !NOT_OURS.contains(requirement.getNamespace())
                    && capabilities.stream().noneMatch(offer -> ResourceUtils.matches(requirement, offer))) {
                missing.add(bundle.symbolicName() + " requires " + requirement.getNamespace() + " "
                        + requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "of any kind")
                        + ", which no bundle of the image provides");
            }
        }
        return missing;
    }

    private static boolean isOptional(Requirement requirement) {
        return Constants.RESOLUTION_OPTIONAL.equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
    }
}
