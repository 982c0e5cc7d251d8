/** Fetches files by TFTP: everything that knows its packets is in this room. */
@NullMarked
package org.dectory.fetch.tftp.internal;

import org.jspecify.annotations.NullMarked;
