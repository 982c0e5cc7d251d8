/** Fetches files from a local folder. */
@NullMarked
package org.dectory.fetch.file.internal;

import org.jspecify.annotations.NullMarked;
