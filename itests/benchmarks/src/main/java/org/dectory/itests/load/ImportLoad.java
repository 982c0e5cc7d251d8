package org.dectory.itests.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.store.Actor;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.trust.SshKey;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.valuekeys.ValueKeys;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Imports many users from one server after the other, each twice. The framework property {@code load.imports} names a file with a
 * line for each server: name, protocol, port, path, account, password, first number, how many users, how many to warm up
 * with, and files with the server's certificate, the line of its SSH key and the keys that it lets in; parted by tabs, {@code -} for
 * nothing. What to warm up with lies in the folder {@code warm} beside that of the users. Results are printed, each line beginning with {@code LOAD}.
 */
@Component(service = ImportLoad.class, immediate = true)
public final class ImportLoad {

    private static final Actor ACTOR = Actor.system("load");
    private static final long GLANCE_MILLIS = 2;
    private static final long SETTLE_SECONDS = 2;

    private final ProvisioningService provisioning;
    private final ProvisioningAdministration imports;
    private final Trust trust;
    private final TrustAdministration trustAdministration;
    private final ChangeFeed changes;
    private final ValueKeys valueKeys;

    /**
     * Begins, on a thread of its own, if there is anything to do.
     *
     * @param context tells what to do
     * @param provisioning takes the servers
     * @param imports imports users
     * @param trust tells the appliance's key
     * @param trustAdministration takes the keys of servers
     * @param changes counts what is changed
     * @param valueKeys makes its first key before anything is measured
     */
    @Activate
    public ImportLoad(
            BundleContext context,
            @Reference ProvisioningService provisioning,
            @Reference ProvisioningAdministration imports,
            @Reference Trust trust,
            @Reference TrustAdministration trustAdministration,
            @Reference ChangeFeed changes,
            @Reference ValueKeys valueKeys) {
        this.provisioning = provisioning;
        this.imports = imports;
        this.trust = trust;
        this.trustAdministration = trustAdministration;
        this.changes = changes;
        this.valueKeys = valueKeys;
        String servers = context.getProperty("load.imports");
        if (servers != null) {
            new Thread(() -> run(Path.of(servers)), "load").start();
        }
    }

    private void run(Path servers) {
        try {
            valueKeys.current().toCompletableFuture().join();
            for (String line : Files.readAllLines(servers)) {
                importFrom(line.split("\t", -1));
            }
            print("done");
        } catch (IOException | InterruptedException | RuntimeException failure) {
            print("failed %s", failure);
        }
    }

    private void importFrom(String[] server) throws IOException, InterruptedException {
        introduce(server);
        int first = Integer.parseInt(server[6]);
        int size = Integer.parseInt(server[7]);
        configure(server, server[3].replaceAll("users$", "warm"));
        ImportRun unused = imported(first + size, Integer.parseInt(server[8]));
        configure(server, server[3]);

        long begun = System.nanoTime();
        ImportRun fresh = imported(first, size);
        double freshSeconds = (System.nanoTime() - begun) / 1e9;
        // What the first import leaves to be written later is written by then.
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        long before = changes.head();
        begun = System.nanoTime();
        ImportRun again = imported(first, size);
        double againSeconds = (System.nanoTime() - begun) / 1e9;
        print(
                "import %s %.3f %d %.3f %d %d",
                server[0], freshSeconds, fresh.imported(), againSeconds, again.unchanged(), changes.head() - before);
    }

    private void configure(String[] server, String path) {
        Source source = new Source(server[1], "127.0.0.1", Integer.parseInt(server[2]), path, value(server[4]));
        Optional<Secret> password = value(server[5]).isEmpty() ? Optional.empty() : Optional.of(Secret.of(server[5]));
        provisioning
                .configure(Optional.of(source), password, ACTOR)
                .toCompletableFuture()
                .join();
    }

    /** Server and appliance get to know each other. */
    private void introduce(String[] server) throws IOException {
        if (!value(server[9]).isEmpty()) {
            trustAdministration
                    .addCertificates(Files.readAllBytes(Path.of(server[9])), ACTOR)
                    .toCompletableFuture()
                    .join();
        }
        if (!value(server[10]).isEmpty()) {
            trustAdministration
                    .addHosts(Files.readString(Path.of(server[10])), ACTOR)
                    .toCompletableFuture()
                    .join();
            SshKey key = trust.sshKey();
            key.privateKey().close();
            Path authorized = Path.of(server[11]);
            Files.writeString(authorized, Files.readString(authorized) + key.publicKey() + "\n");
        }
    }

    private static String value(String column) {
        return column.equals("-") ? "" : column;
    }

    private ImportRun imported(int first, int size) throws InterruptedException {
        List<String> logins = new ArrayList<>();
        IntStream.range(first, first + size).mapToObj(Integer::toString).forEach(logins::add);
        ImportRun run = imports.startImport(Optional.of(logins), ACTOR);
        while (run.running()) {
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
            run = imports.lastRun().orElseThrow();
        }
        if (run.done() != size || run.failed() > 0 || run.gone() > 0) {
            throw new IllegalStateException(run.toString());
        }
        return run;
    }

    private static void print(String format, Object... values) {
        System.out.println("LOAD " + String.format(Locale.ROOT, format, values));
    }
}
