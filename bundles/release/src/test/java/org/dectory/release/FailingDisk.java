package org.dectory.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that does so many steps; then the power goes: before the next step, or in the middle of what that writes. */
class FailingDisk implements Disk {

    /** The power is gone; no code of ours runs any more. */
    static final class PowerCut extends Error {

        private static final long serialVersionUID = 1;
    }

    private final LocalDisk disk = new LocalDisk();
    private final boolean tears;
    private int left;

    FailingDisk() {
        this(Integer.MAX_VALUE, false);
    }

    FailingDisk(int steps, boolean tears) {
        left = steps;
        this.tears = tears;
    }

    private boolean isLast() {
        if (left < 0) {
            throw new PowerCut();
        }
        if (left-- > 0) {
            return false;
        }
        if (!tears) {
            throw new PowerCut();
        }
        return true;
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        disk.createFolder(folder);
    }

    @Override
    public void write(Path file, InputStream content) throws IOException {
        if (isLast()) {
            byte[] all = content.readAllBytes();
            disk.write(file, new ByteArrayInputStream(all, 0, all.length / 2));
            throw new PowerCut();
        }
        disk.write(file, content);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
        if (isLast()) {
            disk.append(file, Arrays.copyOf(content, content.length / 2));
            throw new PowerCut();
        }
        disk.append(file, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (isLast()) {
            throw new PowerCut();
        }
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        if (isLast()) {
            throw new PowerCut();
        }
        disk.delete(file);
    }

    @Override
    public void force(Path folder) throws IOException {
        if (isLast()) {
            throw new PowerCut();
        }
        disk.force(folder);
    }

    @Override
    public long free(Path folder) throws IOException {
        return disk.free(folder);
    }
}
