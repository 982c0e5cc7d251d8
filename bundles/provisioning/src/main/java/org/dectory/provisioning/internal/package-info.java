/**
 * Brings users and their settings from file servers: when a file is fetched, what its content does to the data, and when a file
 * that is gone deletes a user. It knows no protocol; the reading of the files themselves is in the room {@code cfg}.
 */
@NullMarked
package org.dectory.provisioning.internal;

import org.jspecify.annotations.NullMarked;
