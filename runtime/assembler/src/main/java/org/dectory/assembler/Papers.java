package org.dectory.assembler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes what goes with an image on paper: the list of what it consists of, licences and notices. */
public final class Papers {

    private Papers() {}

    /**
     * Called by the build.
     *
     * @param arguments the image's folder, the folder with {@code third-party.json} and texts of licences, the version
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "arguments: " + List.of(arguments) + " (expected: image, third parties, version)");
        }
        write(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    }

    static void write(Path image, Path thirdParties, String version) throws IOException {
        ThirdParty known = ThirdParty.read(thirdParties.resolve("third-party.json"));
        List<Component> components = new Inventory(image, known, version).components();
        new Sbom(components, version).write(image.resolve("sbom.cdx.json"));
        new Notices(components).write(thirdParties.resolve("texts"), image.resolve("licences"));
    }
}
