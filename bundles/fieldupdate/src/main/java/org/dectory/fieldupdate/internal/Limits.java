package org.dectory.fieldupdate.internal;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param window how long an update must run well to be kept; longer than the two seconds for which an answer of the health checks may be old
 * @param patience how long something may be amiss meanwhile, because something else is on its way
 * @param step how long a bundle may take to start or to stop
 */
record Limits(Duration window, Duration patience, Duration step) {}
