package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.dectory.release.Factory;
import org.dectory.release.KeyList;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Signed;
import org.dectory.release.SigningKey;
import org.dectory.release.UpdateWriter;

/** A maker of appliances: an image of a fetcher {@code f} and an ordinary bundle {@code o}, and updates of it. */
final class Vendor {

    private final SigningKey root = SigningKey.generate();
    private final SigningKey releaser = SigningKey.generate();
    private final Path folder;
    final Path home;
    final ReleasedBundle fetcher;
    final ReleasedBundle other;

    Vendor(Path folder) throws IOException {
        this.folder = folder;
        home = Files.createDirectories(folder.resolve("image"));
        Files.createDirectories(home.resolve("release"));
        fetcher = bundle("f", "1.0.0", "fetcher", Map.of());
        other = bundle("o", "1.0.0", "", Map.of());
        List<String> lines = new ArrayList<>();
        for (ReleasedBundle bundle : List.of(fetcher, other)) {
            Files.copy(jar(bundle), home.resolve(bundle.symbolicName() + ".jar"));
            lines.add(
                    bundle + " " + bundle.sha256() + " " + bundle.startLevel() + " " + bundle.symbolicName() + ".jar");
        }
        Files.write(home.resolve("image.list"), lines);
        Files.writeString(home.resolve("release/product"), "product box\nhardware board\nversion 1\n");
        Files.write(
                home.resolve("release/keys.list"),
                new KeyList(1, 1, List.of(root.trusted()), List.of(releaser.trusted())).text());
    }

    Factory factory() throws IOException {
        return Factory.read(home);
    }

    /** Makes a bundle whose manifest says how it behaves. */
    ReleasedBundle bundle(String name, String version, String conduct, Map<String, String> headers) {
        return bundle(name, version, conduct, headers, Map.of());
    }

    /** The same with files in it, by their names. */
    ReleasedBundle bundle(
            String name, String version, String conduct, Map<String, String> headers, Map<String, String> files) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Import-Package", "org.osgi.framework,org.dectory.api.fetch");
        attributes.putValue("Bundle-Activator", Conduct.class.getName());
        attributes.putValue("Conduct", conduct + " ");
        headers.forEach(attributes::putValue);
        String entry = Conduct.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve(name + "-" + version + ".jar");
        try (InputStream code = Objects.requireNonNull(Conduct.class.getResourceAsStream("/" + entry));
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return released(name, version, jar);
    }

    private static ReleasedBundle released(String name, String version, Path jar) {
        try {
            byte[] content = Files.readAllBytes(jar);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return new ReleasedBundle(name, version, digest, content.length, 5, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The name of the key that signs. */
    String signer() {
        return releaser.trusted().id();
    }

    Path jar(ReleasedBundle bundle) {
        return folder.resolve(bundle.symbolicName() + "-" + bundle.version() + ".jar");
    }

    /** Makes a signed update of these bundles. */
    Path update(long version, ReleasedBundle... bundles) {
        return update(version, Optional.empty(), bundles);
    }

    /** Makes one that may not be installed from some time on. */
    Path update(long version, Optional<Instant> expires, ReleasedBundle... bundles) {
        ReleaseSet set = new ReleaseSet(
                "box", Set.of("board"), version, 1, Instant.parse("2026-11-22T12:00:00Z"), expires, List.of(bundles));
        Path file = folder.resolve("update-" + version + ".dup");
        try {
            List<Path> jars = new ArrayList<>();
            for (ReleasedBundle bundle : bundles) {
                if (!factory().jars().containsKey(bundle.sha256())) {
                    jars.add(jar(bundle));
                }
            }
            UpdateWriter.write(file, Signed.sign(set.text(), List.of(releaser)), List.of(), jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
