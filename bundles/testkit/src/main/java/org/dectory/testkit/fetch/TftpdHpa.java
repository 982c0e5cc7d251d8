package org.dectory.testkit.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another real TFTP server, tftpd-hpa, on loopback, at a free port, that serves a folder. It makes the folder its world, which only root
 * can.
 */
public final class TftpdHpa extends TftpDaemon {

    /** Where the build puts the program: Debian does not have it beside another TFTP server. */
    private static final Path UNPACKED = Path.of("itests/servers/target/tftpd-hpa/usr/sbin/in.tftpd");

    /**
     * Starts a server with an empty folder.
     *
     * @param scratch a folder of its own for all that it writes
     * @throws IOException if it cannot be started
     */
    public TftpdHpa(Path scratch) throws IOException {
        super(
                scratch,
                (root, port) -> List.of(
                        program().orElseThrow().toString(),
                        "--foreground",
                        "--listen",
                        "--address",
                        "127.0.0.1:" + port,
                        "--secure",
                        "--user",
                        "root",
                        root.toString()));
    }

    /**
     * Where it is on this machine.
     *
     * @return the program; empty if it is not there, or whoever runs this is not root
     */
    public static Optional<Path> program() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(UNPACKED))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
