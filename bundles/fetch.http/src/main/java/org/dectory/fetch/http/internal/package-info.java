/** Fetches files by HTTP and HTTPS: everything that knows the HTTP client of Java is in this room. */
@NullMarked
package org.dectory.fetch.http.internal;

import org.jspecify.annotations.NullMarked;
