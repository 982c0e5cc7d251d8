package org.dectory.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A maker of appliances: has keys, an image of three bundles, and makes updates of it. */
final class Vendor {

    static final Instant MADE = Instant.parse("2026-11-22T12:00:00Z");

    final SigningKey root = SigningKey.generate();
    final SigningKey secondRoot = SigningKey.generate();
    final SigningKey releaser = SigningKey.generate();
    final Path home;

    private final Path workshop;

    Vendor(Path folder) {
        home = folder.resolve("image");
        workshop = folder.resolve("workshop");
        try {
            Files.createDirectories(workshop);
            Files.createDirectories(home.resolve("bundles"));
            Files.createDirectories(home.resolve("release"));
            List<String> list = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                Path jar = home.resolve("bundles/" + name + ".jar");
                Files.write(jar, jar(name, "1.0.0"));
                list.add(name + " 1.0.0 " + Digests.of(jar) + " 1 bundles/" + name + ".jar");
            }
            Files.write(home.resolve("image.list"), list);
            Files.writeString(home.resolve("release/product"), "product phone-box\nhardware board-1\nversion 1\n");
            Files.write(home.resolve("release/keys.list"), keys().text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KeyList keys() {
        return new KeyList(1, 1, List.of(root.trusted()), List.of(releaser.trusted()));
    }

    Factory factory() {
        try {
            return Factory.read(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The image's set, with one more jar of the given versions of bundle a. */
    ReleaseSet set(long version) {
        return set(version, "a", "1.0." + version);
    }

    ReleaseSet set(long version, String changed, String bundleVersion) {
        Path jar = jarFile(changed, bundleVersion);
        List<ReleasedBundle> bundles = new ArrayList<>(factory().bundles());
        bundles.removeIf(bundle -> bundle.symbolicName().equals(changed));
        bundles.add(bundle(changed, bundleVersion, jar));
        return new ReleaseSet("phone-box", Set.of("board-1", "board-2"), version, 1, MADE, Optional.empty(), bundles);
    }

    ReleasedBundle bundle(String name, String version, Path jar) {
        try {
            return new ReleasedBundle(name, version, Digests.of(jar), Files.size(jar), 1, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path jarFile(String name, String version) {
        try {
            return Files.write(workshop.resolve(name + "-" + version + ".jar"), jar(name, version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an update with the jars that are not in the image. */
    Path update(ReleaseSet set) {
        return update(set, Signed.sign(set.text(), List.of(releaser)), List.of());
    }

    Path update(ReleaseSet set, Signed signed, List<Signed> keyLists) {
        List<Path> jars = set.bundles().stream()
                .filter(bundle -> !factory().jars().containsKey(bundle.sha256()))
                .map(bundle -> workshop.resolve(bundle.symbolicName() + "-" + bundle.version() + ".jar"))
                .filter(Files::exists)
                .toList();
        return update(signed, keyLists, jars);
    }

    Path update(Signed signed, List<Signed> keyLists, List<Path> jars) {
        try {
            Path file = Files.createTempFile(workshop, "update", ".dup");
            UpdateWriter.write(file, signed, keyLists, jars);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] jar(String name, String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name + ";singleton:=true");
        attributes.putValue("Bundle-Version", version);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out)) {
            java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry("META-INF/MANIFEST.MF");
            entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
            jar.putNextEntry(entry);
            manifest.write(jar);
            jar.closeEntry();
            java.util.zip.ZipEntry more = new java.util.zip.ZipEntry("more.txt");
            more.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
            jar.putNextEntry(more);
            jar.write((name + version).repeat(200).getBytes(UTF_8));
            jar.closeEntry();
        }
        return out.toByteArray();
    }
}
