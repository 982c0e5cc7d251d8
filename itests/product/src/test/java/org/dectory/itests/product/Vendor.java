package org.dectory.itests.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.dectory.itests.appliance.ImageCopy;
import org.dectory.release.Factory;
import org.dectory.release.KeyList;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Releases;
import org.dectory.release.Signed;
import org.dectory.release.SigningKey;
import org.dectory.release.UpdateWriter;

/** A maker of appliances: the built image with a list of trusted keys, and signed updates of it. */
final class Vendor {

    private final SigningKey root = SigningKey.generate();
    private final SigningKey releaser = SigningKey.generate();
    private final Path folder;
    private final Path image;

    /** Makes a copy of the built image. */
    Vendor(Path folder) {
        this.folder = folder;
        byte[] keys = new KeyList(1, 1, List.of(root.trusted()), List.of(releaser.trusted())).text();
        image = ImageCopy.make(folder.resolve("image"))
                .with("release/keys.list", new String(keys, StandardCharsets.US_ASCII))
                .home();
    }

    /** The image, which takes updates of this vendor. */
    Path image() {
        return image;
    }

    /** The version of the image's own set. */
    long version() {
        return factory().version();
    }

    private Factory factory() {
        try {
            return Factory.read(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bundles the image has, and each update of it. */
    int bundles() {
        return factory().bundles().size();
    }

    /** The folder of releases of an appliance that does not run. */
    Releases releases(Path data) {
        return new Releases(data.resolve("release"), factory(), Clock.systemUTC());
    }

    /** The implementations of the image that are not the platform's. */
    List<String> bundlesOfTheHouse() {
        return factory().bundles().stream()
                .filter(bundle -> bundle.symbolicName().startsWith("org.dectory.") && bundle.startLevel() >= 5)
                .map(ReleasedBundle::symbolicName)
                .filter(name -> !name.equals("org.dectory.fieldupdate"))
                .toList();
    }

    /** An update in which some bundles of the image have another version. */
    Path update(long version, Set<String> symbolicNames, String bundleVersion) {
        return update(version, symbolicNames, bundleVersion, "");
    }

    /** An update in which one bundle of the image has another version, and a mischief in it. */
    Path update(long version, String symbolicName, String bundleVersion, String mischief) {
        return update(version, Set.of(symbolicName), bundleVersion, mischief);
    }

    private Path update(long version, Set<String> symbolicNames, String bundleVersion, String mischief) {
        Factory factory = factory();
        List<ReleasedBundle> bundles = new ArrayList<>();
        List<Path> jars = new ArrayList<>();
        for (ReleasedBundle bundle : factory.bundles()) {
            if (symbolicNames.contains(bundle.symbolicName())) {
                Path jar =
                        successor(Objects.requireNonNull(factory.jars().get(bundle.sha256())), bundleVersion, mischief);
                jars.add(jar);
                bundles.add(released(bundle, bundleVersion, jar));
            } else {
                bundles.add(bundle);
            }
        }
        ReleaseSet set = new ReleaseSet(
                factory.product(),
                Set.of(factory.hardware()),
                version,
                Factory.PLATFORM,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Optional.empty(),
                bundles);
        Path file = folder.resolve("update-" + version + ".dup");
        try {
            UpdateWriter.write(file, Signed.sign(set.text(), List.of(releaser)), List.of(), jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static ReleasedBundle released(ReleasedBundle before, String version, Path jar) {
        try {
            byte[] content = Files.readAllBytes(jar);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return new ReleasedBundle(
                    before.symbolicName(), version, digest, content.length, before.startLevel(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Path successor(Path shipped, String version, String mischief) {
        String entry = Mischief.class.getName().replace('.', '/') + ".class";
        Path made = folder.resolve(version + "-" + shipped.getFileName());
        try (JarInputStream in = new JarInputStream(Files.newInputStream(shipped))) {
            Manifest manifest = new Manifest(in.getManifest());
            Attributes attributes = manifest.getMainAttributes();
            attributes.putValue("Bundle-Version", version);
            if (!mischief.isEmpty()) {
                attributes.putValue("Mischief", mischief);
                attributes.putValue("Bundle-Activator", Mischief.class.getName());
                String imports = attributes.getValue("Import-Package");
                attributes.putValue(
                        "Import-Package",
                        imports
                                + (imports.contains("org.osgi.framework") ? "" : ",org.osgi.framework")
                                + (mischief.equals("unresolvable") ? ",org.nowhere" : ""));
            }
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made), manifest)) {
                for (JarEntry each = in.getNextJarEntry(); each != null; each = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(each.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
                if (!mischief.isEmpty()) {
                    out.putNextEntry(new JarEntry(entry));
                    try (InputStream code = Objects.requireNonNull(Mischief.class.getResourceAsStream("/" + entry))) {
                        code.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }
}
