/** Fetches files by HTTP and HTTPS. */
@NullMarked
package org.dectory.fetch.http.internal;

import org.jspecify.annotations.NullMarked;
