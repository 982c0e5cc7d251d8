package org.dectory.testkit.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real TFTP server, atftpd, on loopback, at a free port, that serves a folder. */
public final class Atftpd extends TftpDaemon {

    /**
     * Starts a server with an empty folder.
     *
     * @param scratch a folder of its own for all that it writes
     * @param options what to give it beside that, such as {@code --no-blksize}
     * @throws IOException if it cannot be started
     */
    public Atftpd(Path scratch, String... options) throws IOException {
        super(scratch, (root, port) -> {
            List<String> command = new ArrayList<>(List.of(
                    program(),
                    "--daemon",
                    "--no-fork",
                    "--port",
                    Integer.toString(port),
                    "--bind-address",
                    "127.0.0.1",
                    "--user",
                    Files.getOwner(root).getName() + "." + Files.getAttribute(root, "posix:group"),
                    "--logfile",
                    scratch + "/atftpd.log"));
            command.addAll(List.of(options));
            command.add(root.toString());
            return command;
        });
    }

    private static String program() {
        return Files.exists(Path.of("/usr/sbin/atftpd")) ? "/usr/sbin/atftpd" : "atftpd";
    }
}
