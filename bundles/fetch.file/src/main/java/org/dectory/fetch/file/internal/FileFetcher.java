package org.dectory.fetch.file.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Brings files from a folder of this machine, for small sites and tests.
 *
 * <p>Files have no versions. The folder that the address names is a wall: links may lead from it to
 * it, not out of it.
 */
@Component(configurationPid = "org.dectory.fetch.file")
@FetchProtocol("file")
public final class FileFetcher implements Fetcher {

    private final ContentReader reader;

    /** Reads at most so many octets from a file. */
    @FunctionalInterface
    interface ContentReader {
        ByteBuffer read(Path file, int most) throws IOException;
    }

    /** Reads from the disk. */
    @Activate
    public FileFetcher() {
        this(FileFetcher::read);
    }

    FileFetcher(ContentReader reader) {
        this.reader = reader;
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            Path file = Path.of(request.uri());
            Path folder = file.getParent();
            // An address with ".." in it, encoded or not, is somebody's attempt to get elsewhere.
            return folder == null || !file.equals(file.normalize())
                    ? badAddress(request.uri())
                    : fetch(folder, file, request);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return badAddress(request.uri());
        }
    }

    private FetchResult fetch(Path folder, Path file, FetchRequest request) throws InterruptedException {
        Path wall;
        try {
            wall = folder.toRealPath();
            requireReadable(wall);
        } catch (IOException e) {
            return new Failed(Kind.UNREACHABLE, "The folder cannot be read");
        }
        try {
            return fetchWithin(wall, wall.resolve(file.getFileName()), request);
        } catch (NoSuchFileException e) {
            // The folder can be read and a link that leads nowhere was told apart before: this is proof.
            return new FetchResult.Gone("no such file in a readable folder");
        } catch (AccessDeniedException e) {
            return new Failed(Kind.ACCESS_DENIED, "The file must not be read");
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // The exception below takes its place.
            throw new InterruptedException();
        } catch (IOException e) {
            return new Failed(Kind.SERVER_ERROR, "The file cannot be read");
        }
    }

    /** Opening the folder is the only test that holds for all users, file systems and access lists. */
    private static void requireReadable(Path folder) throws IOException {
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(folder)) {
            boolean unused = opened.iterator().hasNext();
        }
    }

    private FetchResult fetchWithin(Path wall, Path file, FetchRequest request) throws IOException {
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            return new Failed(Kind.SERVER_ERROR, "The file is a link that leads nowhere");
        }
        Path real = file.toRealPath();
        if (!real.startsWith(wall)) {
            return new Failed(Kind.ACCESS_DENIED, "The file is a link out of its folder");
        }
        BasicFileAttributes before = attributes(real);
        if (!before.isRegularFile()) {
            return new Failed(Kind.SERVER_ERROR, "This is no regular file");
        }
        if (before.size() > request.maxBytes()) {
            return tooLarge(request);
        }
        ByteBuffer content = reader.read(real, request.maxBytes() + 1);
        if (content.remaining() > request.maxBytes()) {
            return tooLarge(request);
        }
        if (!isSame(before, attributes(real)) || content.remaining() != before.size()) {
            return new Failed(Kind.SERVER_ERROR, "The file is just being written");
        }
        return new FetchResult.Fetched(content, "");
    }

    private static ByteBuffer read(Path file, int most) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size() + 1, most));
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // Goes on until the end of the file or of the room for it.
            }
            return content.flip();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
        return before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && String.valueOf(before.fileKey()).equals(String.valueOf(after.fileKey()));
    }

    private static Failed tooLarge(FetchRequest request) {
        return new Failed(Kind.TOO_LARGE, "The file is larger than " + request.maxBytes() + " bytes");
    }

    private static Failed badAddress(URI uri) {
        return new Failed(Kind.BAD_ADDRESS, "No address of a local file: " + uri.getScheme());
    }
}
