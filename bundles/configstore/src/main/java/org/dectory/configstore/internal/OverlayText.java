package org.dectory.configstore.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.felix.cm.file.ConfigurationHandler;
import org.osgi.framework.FrameworkUtil;

/** Overlays as text, in the format of Felix, which keeps the types of the values. */
final class OverlayText {

    /** Keys beside those of the configuration. */
    private static final String REMOVED = ":removed:";

    private static final String DELETED = ":deleted:";

    /** How keys begin that are no PID, where there are several overlays in one text. */
    private static final String ABOUT = ":";

    /** What stands where there is no overlay. */
    private static final String NONE = "";

    private OverlayText() {}

    /**
     * Several overlays.
     *
     * @param about what else is said
     * @param overlays the overlays by PID; empty where there is to be none
     */
    record Several(Map<String, String> about, SortedMap<String, Optional<Overlay>> overlays) {}

    /**
     * Writes an overlay.
     *
     * @throws IOException if it has something that could not be read again
     */
    static byte[] encode(String pid, Overlay overlay) throws IOException {
        Map<String, Object> all = Values.copyOf(overlay.set());
        all.put(REMOVED, overlay.removed().toArray(String[]::new));
        all.put(DELETED, overlay.deleted());
        byte[] content = write(all);
        if (!decode(content).sameAs(overlay)) {
            throw new IOException("The configuration " + pid + " has a key or a value that cannot be kept");
        }
        return content;
    }

    /**
     * Reads an overlay.
     *
     * @throws IOException if this is none
     */
    static Overlay decode(byte[] content) throws IOException {
        Map<String, Object> all = Values.copyOf(read(content));
        Set<String> removed = all.remove(REMOVED) instanceof String[] keys ? Set.of(keys) : Set.of();
        boolean deleted = Boolean.TRUE.equals(all.remove(DELETED));
        return new Overlay(all, removed, deleted);
    }

    /**
     * Writes several overlays.
     *
     * @throws IOException if one has something that could not be read again
     */
    static byte[] encodeAll(Map<String, String> about, Map<String, Optional<Overlay>> overlays) throws IOException {
        Map<String, Object> all = new HashMap<>();
        about.forEach((key, value) -> all.put(ABOUT + key, value));
        for (Map.Entry<String, Optional<Overlay>> entry : overlays.entrySet()) {
            Optional<Overlay> overlay = entry.getValue();
            String text = overlay.isPresent() ? new String(encode(entry.getKey(), overlay.get()), UTF_8) : NONE;
            all.put(name(entry.getKey()), text);
        }
        return write(all);
    }

    /**
     * Reads several overlays.
     *
     * @throws IOException if these are none
     */
    static Several decodeAll(byte[] content) throws IOException {
        Map<String, String> about = new HashMap<>();
        SortedMap<String, Optional<Overlay>> overlays = new TreeMap<>();
        for (Map.Entry<String, Object> entry :
                FrameworkUtil.asMap(read(content)).entrySet()) {
            String value = entry.getValue().toString();
            if (entry.getKey().startsWith(ABOUT)) {
                about.put(entry.getKey().substring(ABOUT.length()), value);
            } else {
                overlays.put(
                        pid(entry.getKey()),
                        value.equals(NONE) ? Optional.empty() : Optional.of(decode(value.getBytes(UTF_8))));
            }
        }
        return new Several(about, overlays);
    }

    /** A PID as a name that files and keys may have. */
    static String name(String pid) {
        return URLEncoder.encode(pid, UTF_8).replace("%7E", "~");
    }

    /** The PID of a name. */
    static String pid(String name) {
        return URLDecoder.decode(name, UTF_8);
    }

    private static byte[] write(Map<String, Object> all) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ConfigurationHandler.write(content, FrameworkUtil.asDictionary(all));
        return content.toByteArray();
    }

    @SuppressWarnings(
            "unchecked") // Keys are strings: OSGi Compendium, Configuration Admin, "Configuration Properties".
    private static java.util.Dictionary<String, Object> read(byte[] content) throws IOException {
        return (java.util.Dictionary<String, Object>) ConfigurationHandler.read(new ByteArrayInputStream(content));
    }
}
