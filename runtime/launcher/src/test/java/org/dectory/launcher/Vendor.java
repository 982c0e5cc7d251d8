package org.dectory.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.release.Factory;
import org.dectory.release.KeyList;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Releases;
import org.dectory.release.Signed;
import org.dectory.release.SigningKey;
import org.dectory.release.UpdateWriter;

/** Who signs updates of an image: each has another version of bundle {@code a}. */
final class Vendor {

    private final Path folder;
    private final Path home;
    private final SigningKey releaser = SigningKey.generate();

    /** Makes an image one that takes this vendor's updates. */
    Vendor(Path folder, Path home) throws Exception {
        this.folder = folder;
        this.home = home;
        Files.createDirectories(home.resolve("release"));
        Files.writeString(home.resolve("release/product"), "product phone-box\nhardware board-1\nversion 1\n");
        SigningKey root = SigningKey.generate();
        Files.write(
                home.resolve("release/keys.list"),
                new KeyList(1, 1, List.of(root.trusted()), List.of(releaser.trusted())).text());
    }

    String stage(Releases releases, long version, Map<String, String> headers) throws Exception {
        Path jar = folder.resolve("a-" + version + ".jar");
        Map<String, String> all = new HashMap<>(headers);
        all.put("Bundle-Version", "1.0." + version);
        Jars.write(jar, "a", all);
        return stage(releases, version, jar);
    }

    String stage(Releases releases, long version, Class<?> activator) throws Exception {
        Path jar = folder.resolve("a-" + version + ".jar");
        Jars.write(jar, "a", Map.of("Bundle-Version", "1.0." + version), activator);
        return stage(releases, version, jar);
    }

    private String stage(Releases releases, long version, Path jar) throws Exception {
        List<ReleasedBundle> bundles = new ArrayList<>(Factory.read(home).bundles());
        bundles.removeIf(bundle -> bundle.symbolicName().equals("a"));
        bundles.add(new ReleasedBundle("a", "1.0." + version, Jars.sha256(jar), Files.size(jar), 1, false));
        ReleaseSet set = new ReleaseSet(
                "phone-box",
                Set.of("board-1"),
                version,
                1,
                Instant.parse("2026-11-22T12:00:00Z"),
                Optional.empty(),
                bundles);
        Path update = folder.resolve("update.dup");
        UpdateWriter.write(update, Signed.sign(set.text(), List.of(releaser)), List.of(), List.of(jar));
        return releases.stage(update, Optional.empty());
    }
}
