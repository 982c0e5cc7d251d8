package org.dectory.configstore.internal;

import java.io.IOException;
import java.nio.file.Path;

/** The steps in which a file is changed; after each of them the power may go. */
interface Disk {

    /** Writes a file and waits until its content has reached the medium. */
    void write(Path file, byte[] content) throws IOException;

    /** Gives a file another name in the same folder, in one step, in place of what had that name. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file; one that is not there is no error. */
    void delete(Path file) throws IOException;

    /** Waits until the names in a folder have reached the medium. */
    void force(Path folder) throws IOException;
}
