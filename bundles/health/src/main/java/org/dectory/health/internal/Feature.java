package org.dectory.health.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A capability as the image has it.
 *
 * @param name the name of the file that describes it, without its end
 * @param bundles the symbolic names of our bundles that it consists of
 */
record Feature(String name, List<String> bundles) {

    private static final Logger logger = LoggerFactory.getLogger(Feature.class);

    /** Of ours the artifact has the name of the bundle; libraries have not, and what they lack is told by those who use them. */
    private static final String OURS = "org.dectory:";

    Feature {
        bundles = List.copyOf(bundles);
    }

    /**
     * Reads the features of an image, those with a bundle of ours.
     *
     * @param folder where their files lie
     * @return the features, by name; a file that cannot be read is logged and left out
     */
    static List<Feature> readAll(Path folder) {
        List<Feature> features = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                Feature feature = read(file);
                if (!feature.bundles().isEmpty()) {
                    features.add(feature);
                }
            }
        } catch (IOException e) {
            logger.error("What the image consists of cannot be read, so nothing is missed: {}", e.toString());
        }
        features.sort(Comparator.comparing(Feature::name));
        return features;
    }

    private static Feature read(Path file) {
        List<String> bundles = new ArrayList<>();
        try {
            if (JSON.std.mapFrom(Files.readString(file)).get("bundles") instanceof List<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Map<?, ?> map && map.get("id") instanceof String id && id.startsWith(OURS)) {
                        bundles.add(id.split(":", -1)[1]);
                    }
                }
            }
        } catch (IOException e) {
            logger.error("{} is left out: {}", file, e.getMessage());
        }
        return new Feature(file.getFileName().toString().replace(".json", ""), bundles);
    }
}
