/** Keeps users, phones and their relations on disk: everything that knows SQLite is in this room. */
@NullMarked
package org.dectory.userstore.internal;

import org.jspecify.annotations.NullMarked;
