package org.dectory.fieldupdate.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dectory.api.fieldupdate.SettingChange;

/** The settings that bundles say they have, and the value of each where nobody sets one (OSGi Compendium 105, Metatype). */
final class SettingsOfSet {

    private static final String FOLDER = "OSGI-INF/metatype/";

    /** No sensible description is longer, in octets. */
    private static final int LONGEST = 1024 * 1024;

    /** By PID, then by setting. */
    private final Map<String, Map<String, String>> defaults = new TreeMap<>();

    /** Reads what a bundle says. What cannot be understood is as if it were not there: whoever starts the bundle says so. */
    void read(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml")) {
                    try (InputStream content = file.getInputStream(entry)) {
                        read(content.readNBytes(LONGEST));
                    }
                }
            }
        } catch (IOException | XMLStreamException e) {
            // As said above.
        }
    }

    private void read(byte[] xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        Map<String, Map<String, String>> classes = new HashMap<>();
        Map<String, String> settings = new HashMap<>();
        String pid = "";
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                switch (reader.getLocalName()) {
                    case "OCD" -> settings = classes.computeIfAbsent(value(reader, "id"), id -> new TreeMap<>());
                    case "AD" -> settings.put(value(reader, "id"), value(reader, "default"));
                    case "Designate" -> pid = value(reader, "pid") + value(reader, "factoryPid");
                    case "Object" ->
                        defaults.computeIfAbsent(pid, name -> new TreeMap<>())
                                .putAll(classes.getOrDefault(value(reader, "ocdref"), Map.of()));
                    default -> {}
                }
            }
        }
    }

    private static String value(XMLStreamReader reader, String attribute) {
        return Optional.ofNullable(reader.getAttributeValue(null, attribute)).orElse("");
    }

    /** What is other in another set, by PID and setting. */
    List<SettingChange> changes(SettingsOfSet after) {
        List<SettingChange> changes = new ArrayList<>();
        TreeSet<String> pids = new TreeSet<>(defaults.keySet());
        pids.addAll(after.defaults.keySet());
        for (String pid : pids) {
            Map<String, String> old = defaults.getOrDefault(pid, Map.of());
            Map<String, String> fresh = after.defaults.getOrDefault(pid, Map.of());
            TreeSet<String> names = new TreeSet<>(old.keySet());
            names.addAll(fresh.keySet());
            for (String name : names) {
                Optional<String> was = Optional.ofNullable(old.get(name));
                Optional<String> will = Optional.ofNullable(fresh.get(name));
                if (!was.equals(will)) {
                    changes.add(new SettingChange(pid, name, was, will));
                }
            }
        }
        return changes;
    }
}
