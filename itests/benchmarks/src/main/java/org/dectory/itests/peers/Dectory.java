package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dectory.itests.probe.Beside;
import org.dectory.itests.process.ComposedImage;
import org.dectory.itests.process.Shell;

/** The image, whole, with the probe as its last bundle. */
record Dectory(ComposedImage image) implements Peer {

    /** Lays it out in a folder; the build's archive of classes is made anew, for it is good for one place only. */
    static Dectory of(Path image, Path home, Probes probes, boolean archive) throws IOException, InterruptedException {
        ComposedImage composed =
                ComposedImage.with(image, home, probes.probe(), Probes.NAME + " " + Probes.VERSION, List.of());
        if (archive) {
            Shell.run("JAVA_HOME='" + Java.home() + "' '" + home.resolve("bin/dectory") + "' archive");
        }
        return new Dectory(composed);
    }

    @Override
    public Path home() {
        return image.home();
    }

    @Override
    public String name() {
        return "Dectory, whole";
    }

    @Override
    public List<Path> kept() {
        return List.of(home().resolve("data"));
    }

    @Override
    public ProcessBuilder start(List<String> javaOptions, Map<String, String> properties) throws IOException {
        image.addProperties(properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .toList());
        ProcessBuilder builder = new ProcessBuilder(
                home().resolve("bin/dectory").toString(),
                "run",
                "--no-demo",
                "--port",
                "0",
                "--data",
                home().resolve("data").toString());
        builder.environment().put("JAVA_HOME", Java.home());
        return builder;
    }

    @Override
    public Class<?> updater() {
        return Beside.class;
    }

    /** Bundles that no release lists need an image whose gate is open. */
    @Override
    public void admitUpdates() throws IOException {
        Files.writeString(Files.createDirectories(home().resolve("release")).resolve("developer-image"), "");
    }
}
