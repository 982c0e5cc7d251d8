package org.dectory.assembler;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list of what an image consists of, in the format CycloneDX 1.6 (ECMA-424), the same for the same image. */
final class Sbom {

    private final List<Component> components;
    private final String version;

    Sbom(List<Component> components, String version) {
        this.components = List.copyOf(components);
        this.version = version;
    }

    /** Writes it as JSON. */
    void write(Path file) throws IOException {
        Files.writeString(
                file,
                JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document()) + "\n",
                StandardCharsets.UTF_8);
    }

    private Map<String, Object> document() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("type", "firmware");
        root.put("bom-ref", "dectory");
        root.put("name", "Dectory");
        root.put("version", version);
        root.put("licenses", licences("Apache-2.0"));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.put("serialNumber", "urn:uuid:" + serial());
        document.put("version", 1);
        document.put("metadata", Map.of("component", root));
        document.put("components", components.stream().map(Sbom::json).toList());
        Map<String, Object> dependencies = new LinkedHashMap<>();
        dependencies.put("ref", "dectory");
        dependencies.put("dependsOn", components.stream().map(Component::purl).toList());
        document.put("dependencies", List.of(dependencies));
        return document;
    }

    /** Of the digests: another image has another number, the same image the same. */
    private UUID serial() {
        StringBuilder all = new StringBuilder(version);
        components.forEach(component -> all.append(component.purl()).append(component.sha256()));
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> json(Component component) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", component.ours() ? "application" : "library");
        json.put("bom-ref", component.purl());
        json.put("group", component.group());
        json.put("name", component.name());
        json.put("version", component.version());
        if (!component.sha256().isEmpty()) {
            Map<String, Object> hash = new LinkedHashMap<>();
            hash.put("alg", "SHA-256");
            hash.put("content", component.sha256());
            json.put("hashes", List.of(hash));
        }
        json.put("licenses", licences(component.licence()));
        json.put("purl", component.purl());
        if (!component.contains().isEmpty()) {
            List<@Nullable Object> inside = new ArrayList<>();
            for (Component part : component.contains()) {
                Map<String, Object> nested = json(part);
                // The same work may be inside two jars.
                nested.put("bom-ref", component.purl() + "#" + part.name());
                inside.add(nested);
            }
            json.put("components", inside);
        }
        return json;
    }

    private static List<Object> licences(String expression) {
        return List.of(
                expression.contains(" ")
                        ? Map.of("expression", expression)
                        : Map.of("license", Map.of("id", expression)));
    }
}
