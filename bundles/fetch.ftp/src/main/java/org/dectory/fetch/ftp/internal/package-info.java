/** Fetches files by FTP and FTPS: everything that knows Commons Net and its sockets is in this room. */
@NullMarked
package org.dectory.fetch.ftp.internal;

import org.jspecify.annotations.NullMarked;
