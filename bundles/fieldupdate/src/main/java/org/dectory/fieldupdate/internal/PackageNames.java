package org.dectory.fieldupdate.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** The packages that bundles export and import. */
final class PackageNames {

    private static final Pattern FILTER =
            Pattern.compile("\\(" + Pattern.quote(PackageNamespace.PACKAGE_NAMESPACE) + "=([^*)]+)\\)");

    private PackageNames() {}

    /** Those of a header such as {@code a.b,c.d;e.f;version="[1,2)"}. */
    static Set<String> of(String header) {
        Set<String> names = new HashSet<>();
        for (String clause : header.replaceAll("\"[^\"]*\"", "").split(",", -1)) {
            for (String path : clause.split(";", -1)) {
                if (!path.isBlank() && !path.contains("=")) {
                    names.add(path.strip());
                }
            }
        }
        return names;
    }

    /** Those that a bundle exports, and those that it imports by name, be it only if they are there. */
    static Set<String> of(Bundle bundle) {
        Set<String> names = new HashSet<>();
        @Nullable BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return names;
        }
        for (BundleCapability exported : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            names.add(String.valueOf(exported.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
        }
        for (BundleRequirement imported : revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
            Matcher name =
                    FILTER.matcher(String.valueOf(imported.getDirectives().get(Constants.FILTER_DIRECTIVE)));
            if (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }
}
