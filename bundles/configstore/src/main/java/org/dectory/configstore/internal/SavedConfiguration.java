package org.dectory.configstore.internal;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dectory.api.store.Actor;

/**
 * What a snapshot holds.
 *
 * @param time when it was taken
 * @param cause why
 * @param actor who took it
 * @param overlays all overlays that there were, by PID
 */
record SavedConfiguration(Instant time, String cause, Actor actor, Map<String, Overlay> overlays) {

    private static final String TIME = "time";
    private static final String CAUSE = "cause";
    private static final String ACTOR_KIND = "actor.kind";
    private static final String ACTOR_NAME = "actor.name";
    private static final String ACTOR_ORIGIN = "actor.origin";

    SavedConfiguration {
        overlays = Map.copyOf(overlays);
    }

    byte[] encode() throws IOException {
        Map<String, String> about = Map.of(
                TIME, time.toString(),
                CAUSE, cause,
                ACTOR_KIND, actor.kind().name(),
                ACTOR_NAME, actor.name(),
                ACTOR_ORIGIN, actor.origin());
        Map<String, Optional<Overlay>> all = new TreeMap<>();
        overlays.forEach((pid, overlay) -> all.put(pid, Optional.of(overlay)));
        return OverlayText.encodeAll(about, all);
    }

    /**
     * Reads what was encoded.
     *
     * @throws IOException if this is none
     */
    static SavedConfiguration decode(byte[] content) throws IOException {
        OverlayText.Several several = OverlayText.decodeAll(content);
        Map<String, Overlay> overlays = new HashMap<>();
        several.overlays().forEach((pid, overlay) -> overlay.ifPresent(known -> overlays.put(pid, known)));
        try {
            Actor actor = new Actor(
                    Actor.Kind.valueOf(said(several, ACTOR_KIND)),
                    said(several, ACTOR_NAME),
                    said(several, ACTOR_ORIGIN));
            return new SavedConfiguration(Instant.parse(said(several, TIME)), said(several, CAUSE), actor, overlays);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("This is no snapshot", e);
        }
    }

    private static String said(OverlayText.Several several, String what) {
        return Optional.ofNullable(several.about().get(what))
                .orElseThrow(() -> new IllegalArgumentException("There is no " + what));
    }
}
