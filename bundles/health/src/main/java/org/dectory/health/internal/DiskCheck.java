package org.dectory.health.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.health.HealthService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the disk of the data folder has room. In mebibytes: a share of a large disk says nothing. */
@Component(
        service = HealthCheck.class,
        configurationPid = "org.dectory.health.disk",
        property = {HealthCheck.NAME + "=disk", HealthCheck.TAGS + "=" + HealthService.UPDATE})
public final class DiskCheck implements HealthCheck {

    private static final int MEBI = 1 << 20;
    private static final long SCARCE = 64;
    private static final long ALMOST_NONE = 8;

    private final FreeSpace space;

    /** How much room there is. */
    @FunctionalInterface
    interface FreeSpace {

        long bytes() throws IOException;
    }

    @Activate
    public DiskCheck(BundleContext context) {
        this(freeSpace(Path.of(String.valueOf(context.getProperty("dectory.data")))));
    }

    DiskCheck(FreeSpace space) {
        this.space = space;
    }

    private static FreeSpace freeSpace(Path data) {
        return () -> Files.getFileStore(data).getUsableSpace();
    }

    @Override
    public Result execute() {
        try {
            long free = space.bytes() / MEBI;
            Result.Status status = free < ALMOST_NONE ? Result.Status.CRITICAL : Result.Status.WARN;
            List<String> causes =
                    free < SCARCE ? List.of("the disk of the data folder has " + free + " MiB left") : List.of();
            return Verdicts.of(status, causes, free + " MiB are free");
        } catch (IOException e) {
            return Verdicts.of(Result.Status.CRITICAL, List.of("the data folder cannot be read: " + e), "");
        }
    }
}
