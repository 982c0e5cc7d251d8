package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How Java is started, for peers and by the image. */
final class Java {

    private Java() {}

    /** The beginning of a command; the main class is to follow. */
    static List<String> command(List<String> options, Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(home(), "bin", "java").toString());
        command.addAll(options);
        command.addAll(definitions(properties));
        return command;
    }

    /** Options that set system properties. */
    static List<String> definitions(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .toList();
    }

    /** The Java that runs the benchmark, and every peer. */
    static String home() {
        return System.getProperty("java.home");
    }

    /** The options of a running Java that make it small: collector, compiler, memory. Others are of use to the image only. */
    static List<String> optionsOf(long process) throws IOException {
        String command = Files.readString(Path.of("/proc", Long.toString(process), "cmdline"));
        return List.of(command.split("\0", -1)).stream()
                .filter(option -> option.startsWith("-X")
                        && !option.startsWith("-Xlog")
                        && !option.startsWith("-Xshare")
                        && !option.contains("Archive"))
                .toList();
    }
}
