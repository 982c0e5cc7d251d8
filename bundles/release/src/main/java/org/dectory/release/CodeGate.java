package org.dectory.release;

import java.util.List;

/**
 * What keeps code out that did not come through an update. The launcher registers it as a service of every image, whether that takes updates or
 * not.
 *
 * <p>Thread-safe.
 */
public interface CodeGate {

    /** Whether everything is let in, as on the image of a developer. */
    boolean isOpen();

    /** The bundles that are installed now and are not let in: name, version and where each came from. */
    List<String> strangers();
}
