package org.dectory.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The steps in which the folder of releases is changed; after each of them, and within each, the power may go. */
interface Disk {

    /** Makes a folder, and those above it; one that is there is no error. */
    void createFolder(Path folder) throws IOException;

    /** Writes a file from its beginning and waits until its content has reached the medium. */
    void write(Path file, InputStream content) throws IOException;

    /** Writes at the end of a file, makes it if need be, and waits until that has reached the medium. */
    void append(Path file, byte[] content) throws IOException;

    /** Gives a file another name in one step, in place of what had that name. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file; one that is not there is no error. */
    void delete(Path file) throws IOException;

    /** Waits until the names in a folder have reached the medium. */
    void force(Path folder) throws IOException;

    /** How many bytes may still be written. */
    long free(Path folder) throws IOException;
}
