/** Fetches files by HTTP and HTTPS: everything that knows HTTP is in this room. */
@NullMarked
package org.dectory.fetch.http.internal;

import org.jspecify.annotations.NullMarked;
