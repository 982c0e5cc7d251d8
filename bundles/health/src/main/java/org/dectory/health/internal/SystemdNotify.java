package org.dectory.health.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by the program {@code systemd-notify}: the socket is a Unix datagram socket, and Java has none. The unit has to say
 * {@code NotifyAccess=all}, because it is a child that speaks.
 */
final class SystemdNotify implements Watchdog.Notifier {

    private static final Logger logger = LoggerFactory.getLogger(SystemdNotify.class);

    private static final int PATIENCE_SECONDS = 5;

    @Override
    public void send(List<String> assignments) {
        List<String> command = new ArrayList<>();
        command.add("systemd-notify");
        command.addAll(assignments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                logger.error("systemd was told nothing: systemd-notify did not end");
            } else if (process.exitValue() != 0) {
                logger.error("systemd was told nothing: systemd-notify ended with {}", process.exitValue());
            }
        } catch (IOException e) {
            logger.error("systemd was told nothing: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
