/** Fetches files by SFTP: everything that knows SSH, and what JSch does of it, is in this room. */
@NullMarked
package org.dectory.fetch.sftp.internal;

import org.jspecify.annotations.NullMarked;
