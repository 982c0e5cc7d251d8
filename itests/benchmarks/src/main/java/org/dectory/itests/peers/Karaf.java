package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Karaf as it comes, with the probe among the bundles of its start. */
record Karaf(Path home) implements Peer {

    /** Its own bundles start up to level 80. */
    private static final int LAST = 90;

    /** Lays it out in the folder that its archive was unpacked to. */
    static Karaf of(Path home, Probes probes) throws IOException {
        Path probe = home.resolve("system/org/dectory/probe/1/probe-1.jar");
        Files.createDirectories(probe.getParent());
        Files.copy(probes.probe(), probe);
        Files.writeString(
                home.resolve("etc/startup.properties"),
                "\nmvn\\:org.dectory/probe/1 = " + LAST + "\n",
                StandardOpenOption.APPEND);
        return new Karaf(home);
    }

    @Override
    public String name() {
        return "Karaf minimal";
    }

    @Override
    public List<Path> kept() {
        return List.of(home.resolve("data"), home.resolve("instances"));
    }

    @Override
    public ProcessBuilder start(List<String> javaOptions, Map<String, String> properties) {
        // As a daemon it has no shell at the terminal, and its script becomes Java.
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon");
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", Java.home());
        environment.put("JAVA_OPTS", String.join(" ", javaOptions));
        environment.put("EXTRA_JAVA_OPTS", String.join(" ", Java.definitions(properties)));
        return builder;
    }

    /** Its resolver of features pauses, on a busy machine for more than ten seconds. */
    @Override
    public Optional<String> awaits() {
        return Optional.of("org.apache.karaf.features.BootFinished");
    }
}
