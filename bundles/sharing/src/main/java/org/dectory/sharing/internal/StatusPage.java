package org.dectory.sharing.internal;

import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.Park;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * What the Administration menu tells about a phone: who uses it and how, its link, the system and its version.
 *
 * <p>Six lines of 18 characters, as many as the display has.
 */
final class StatusPage {

    private static final int COLUMNS = 18;
    private static final String PRODUCT = "Dectory";

    private StatusPage() {}

    static String of(StoreView view, Device device, Park park) {
        Optional<Relation> relation = view.findRelation(device.id());
        Optional<User> user = relation.flatMap(bound -> view.findUser(bound.user()));
        List<String> lines = List.of(
                user.map(User::name).orElse(""),
                user.map(bound -> bound.number().value()).orElse(""),
                relation.map(Relation::kind).map(StatusPage::use).orElse("Nobody logged in"),
                link(device.subscription(), Encryption.isOn(view, device)),
                park.toString(),
                product());
        return String.join(
                "\n",
                lines.stream()
                        .filter(line -> !line.isBlank())
                        .map(StatusPage::cut)
                        .toList());
    }

    private static String use(Relation.Kind kind) {
        return switch (kind) {
            case FIXED -> "Own phone";
            case DYNAMIC -> "Logged in";
        };
    }

    private static String link(Device.SubscriptionState state, boolean encrypted) {
        return switch (state) {
            case NONE -> "Not subscribed";
            case UNCONFIRMED -> "Not confirmed";
            case SUBSCRIBED -> encrypted ? "Encrypted" : "Not encrypted";
        };
    }

    /** The version is that of this bundle; outside a framework there is none. */
    private static String product() {
        return Optional.ofNullable(FrameworkUtil.getBundle(StatusPage.class))
                .map(Bundle::getVersion)
                .map(version ->
                        PRODUCT + " " + version.getMajor() + "." + version.getMinor() + "." + version.getMicro())
                .orElse(PRODUCT);
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= COLUMNS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, COLUMNS));
    }
}
