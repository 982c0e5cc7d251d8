package org.dectory.fac.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.dectory.api.fac.FacAction;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actions that happen to be there. Thread-safe. */
final class FacActions {

    private static final Logger LOG = LoggerFactory.getLogger(FacActions.class);

    /** The higher ranking first; of two equals the older service, as everywhere in OSGi. */
    private static final Comparator<Offer> ORDER =
            Comparator.comparingInt(Offer::ranking).reversed().thenComparingLong(Offer::id);

    /** Controls, line breaks, marks that turn the writing around, halves of characters. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** Longest title or help, in characters. */
    private static final int MOST_TEXT = 100;

    private final List<Offer> offers = new CopyOnWriteArrayList<>();

    /** An action as a bundle offers it. */
    record Offer(FacAction action, String name, String title, String rest, boolean critical, int ranking, long id) {

        static Offer of(FacAction action, Map<String, ?> properties) {
            String name = properties.get("fac.action") instanceof String text ? text : "";
            return new Offer(
                    action,
                    name,
                    text(properties, "fac.title", name),
                    text(properties, "fac.rest", ""),
                    Boolean.TRUE.equals(properties.get("fac.critical")),
                    properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                    serviceId(properties));
        }

        /** Text for people in one short line, whatever somebody registered. */
        private static String text(Map<String, ?> properties, String key, String otherwise) {
            String text = properties.get(key) instanceof String given
                    ? UNSEEN.matcher(given).replaceAll("")
                    : "";
            String stripped = text.strip();
            if (stripped.isEmpty()) {
                return otherwise;
            }
            return stripped.substring(0, stripped.offsetByCodePoints(0, Math.min(MOST_TEXT, length(stripped))));
        }

        private static int length(String text) {
            return text.codePointCount(0, text.length());
        }
    }

    private static long serviceId(Map<String, ?> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : Long.MAX_VALUE;
    }

    /** Takes an action in, or its changed properties. */
    void bind(FacAction action, Map<String, ?> properties) {
        Offer offer = Offer.of(action, properties);
        boolean usable = FacPlan.isActionName(offer.name());
        if (!usable) {
            LOG.warn("Service {} is left out: its property fac.action must be 1 to 64 letters and digits", offer.id());
        }
        synchronized (offers) {
            unbind(properties);
            if (usable) {
                offers.add(offer);
            }
        }
    }

    void unbind(Map<String, ?> properties) {
        long id = serviceId(properties);
        offers.removeIf(offer -> offer.id() == id);
    }

    Optional<Offer> find(String name) {
        return offers.stream().filter(offer -> offer.name().equals(name)).min(ORDER);
    }

    /** The names of all actions, each once. */
    List<String> names() {
        return offers.stream().map(Offer::name).distinct().toList();
    }
}
