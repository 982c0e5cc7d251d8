package org.dectory.health.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dectory.health.internal.Survey.Part;
import org.dectory.health.internal.Survey.Placed;

/** Finds out of a {@link Survey} what keeps bundles from working, down to the roots. */
final class Diagnosis {

    private final Survey survey;

    Diagnosis(Survey survey) {
        this.survey = survey;
    }

    /**
     * What keeps a bundle from working.
     *
     * @param bundle its symbolic name; of several versions one that runs is enough
     * @return a sentence for each cause, the roots first; empty if it works
     */
    List<String> causes(String bundle) {
        List<Placed> versions = survey.bundles().stream()
                .filter(placed -> placed.name().equals(bundle))
                .toList();
        if (versions.isEmpty()) {
            return List.of("bundle " + bundle + " is not installed");
        }
        if (versions.stream().noneMatch(Placed::runs)) {
            return List.of(notRunning(versions.get(0)));
        }
        Set<String> roots = new LinkedHashSet<>();
        List<String> waiting = new ArrayList<>();
        for (Part part : survey.components()) {
            if (part.bundle().equals(bundle) && !part.works()) {
                waiting.add(complaint(part));
                part.lacks().forEach(service -> roots.addAll(roots(service, new LinkedHashSet<>())));
            }
        }
        roots.addAll(waiting);
        return List.copyOf(roots);
    }

    /** Every bundle that does not run, and every component that does not work, but for those of some bundles. */
    List<String> elsewhere(Set<String> but) {
        List<String> causes = new ArrayList<>();
        survey.bundles().stream()
                .filter(bundle -> !bundle.runs() && !but.contains(bundle.name()))
                .forEach(bundle -> causes.add(notRunning(bundle)));
        survey.components().stream()
                .filter(part -> !part.works() && !but.contains(part.bundle()))
                .forEach(part -> causes.add(complaint(part)));
        return causes;
    }

    /** Why nobody provides a service; nothing if one of its providers works. */
    private Set<String> roots(String service, Set<String> seen) {
        Set<String> roots = new LinkedHashSet<>();
        if (!seen.add(service)) {
            return roots;
        }
        boolean known = false;
        for (Placed bundle : survey.bundles()) {
            if (bundle.offers().contains(service)) {
                known = true;
                if (!bundle.runs()) {
                    roots.add(notRunning(bundle));
                }
            }
        }
        for (Part part : survey.components()) {
            if (part.offers().contains(service)) {
                known = true;
                if (!part.failure().isEmpty()) {
                    roots.add(complaint(part));
                }
                part.lacks().forEach(lack -> roots.addAll(roots(lack, seen)));
            }
        }
        if (!known) {
            roots.add("no bundle here provides " + shortened(service));
        }
        return roots;
    }

    private static String notRunning(Placed bundle) {
        return "bundle " + bundle.name() + " is " + bundle.state();
    }

    private static String complaint(Part part) {
        return part.failure().isEmpty()
                ? "component " + part.name() + " waits for "
                        + String.join(
                                ", ",
                                part.lacks().stream().map(Diagnosis::shortened).toList())
                : "component " + part.name() + " failed: " + part.failure();
    }

    private static String shortened(String service) {
        return service.substring(service.lastIndexOf('.') + 1);
    }
}
