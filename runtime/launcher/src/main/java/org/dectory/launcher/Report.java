package org.dectory.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the operator reads once the appliance has started.
 *
 * @param firmware what runs
 * @param address where the web server listens, if there is one
 * @param data the data folder
 * @param next what to try next
 * @param startErrors what went wrong while bundles started
 * @param complaints what does not run
 */
record Report(
        Firmware firmware,
        Optional<WebAddress> address,
        Path data,
        String next,
        List<String> startErrors,
        List<String> complaints) {

    private static final String REST = "org.dectory.rest";
    private static final String WEB_CONSOLE = "org.dectory.webconsole";

    Report {
        startErrors = List.copyOf(startErrors);
        complaints = List.copyOf(complaints);
    }

    boolean healthy() {
        return startErrors.isEmpty() && complaints.isEmpty();
    }

    /** Whether a firmware has anything that listens for people and programs. */
    static boolean hasFaces(Image image) {
        return image.has(REST) || image.has(WEB_CONSOLE);
    }

    /** The result of a check: what is wrong, line by line, then the verdict. */
    String check() {
        String name = firmware.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + firmware.name().substring(1);
        String verdict =
                healthy() ? " is sound: " + firmware.image().entries().size() + " bundles run.\n" : " is not sound.\n";
        return problems() + name + verdict;
    }

    /**
     * One screen: where everything is.
     *
     * @param terminal whether a person reads it, and nobody else: only then it says the first password
     */
    String welcome(boolean terminal) {
        return String.format(
                Locale.ROOT,
                """
                %s
                Dectory runs, %s after its start: %d bundles of %s.

                %s  data folder  %s
                %s%s
                Stop it with Ctrl-C.
                """,
                problems(),
                uptime(),
                firmware.image().entries().size(),
                firmware.name(),
                faces(),
                data,
                firstPassword(terminal),
                address.isPresent() ? "\n" + next.strip() : "There is no interface in this flavour.");
    }

    private String faces() {
        StringBuilder faces = new StringBuilder();
        if (address.isPresent() && firmware.image().has(REST)) {
            faces.append("  interface    ").append(address.get().url()).append("/api/v1\n");
        }
        if (address.isPresent() && firmware.image().has(WEB_CONSOLE)) {
            faces.append("  web console  ").append(address.get().url()).append("/system/console\n");
        }
        return faces.toString();
    }

    /** The accounts leave the first password in the data folder, for the owner alone, until it is changed. */
    private String firstPassword(boolean terminal) {
        Path file = data.resolve("first-password");
        if (!Files.exists(file)) {
            return "";
        }
        try {
            String place = "in " + file;
            return "  log in as    omm, password "
                    + (terminal ? Files.readString(file).strip() : place) + "\n";
        } catch (IOException e) {
            return "  log in as    omm, but " + file + " cannot be read: " + e.getMessage() + "\n";
        }
    }

    private String problems() {
        StringBuilder text = new StringBuilder();
        startErrors.forEach(error -> text.append("error: ").append(error).append('\n'));
        complaints.forEach(complaint -> text.append("error: ").append(complaint).append('\n'));
        return text.toString();
    }

    private static String uptime() {
        long millis = ManagementFactory.getRuntimeMXBean().getUptime();
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
