/**
 * Connections to servers: they end in time whatever a server does, and are kept for the next file. A plain jar, without a word about
 * any protocol: fetchers carry it inside.
 */
@NullMarked
package org.dectory.connections;

import org.jspecify.annotations.NullMarked;
