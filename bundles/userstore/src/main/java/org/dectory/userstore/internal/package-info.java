/**
 * Keeps users, phones and their relations on disk: everything that knows SQLite is in this room.
 *
 * <p>{@link org.dectory.userstore.internal.SqliteStore} is the door. Behind it one {@link
 * org.dectory.userstore.internal.Writer} commits in groups, a {@link org.dectory.userstore.internal.ReadSessions pool} of
 * connections reads snapshots, and {@link org.dectory.userstore.internal.Feed} tells followers what was committed.
 */
@NullMarked
package org.dectory.userstore.internal;

import org.jspecify.annotations.NullMarked;
