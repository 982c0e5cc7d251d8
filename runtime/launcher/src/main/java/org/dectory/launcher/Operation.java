package org.dectory.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.release.RollbackReason;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/** An appliance in operation: from the choice of what runs until someone stops it, and once more if an update has to be left. */
final class Operation {

    /** How long parts may take to find each other before the operator is told who is missing. */
    private static final long PATIENCE_MILLIS = 20_000;

    private static final int ALL_WELL = 0;
    private static final int NOT_WELL = 1;

    private final Options options;
    private final Image factory;
    private final DataFolder data;
    private final Proof proof;
    private final Runnable end;
    private volatile @Nullable Appliance running;

    Operation(Options options, Image factory, DataFolder data) {
        this(options, factory, data, Proof.DEFAULT, () -> Runtime.getRuntime().halt(NOT_WELL));
    }

    /**
     * Makes one for a test.
     *
     * @param proof what updates must do
     * @param end ends the process
     */
    Operation(Options options, Image factory, DataFolder data, Proof proof, Runnable end) {
        this.options = options;
        this.factory = factory;
        this.data = data;
        this.proof = proof;
        this.end = end;
    }

    /** Runs, and gives the status of the process. */
    int run() throws CannotStartException, BundleException, InterruptedException {
        while (true) {
            Firmware firmware = Firmware.choose(factory, data);
            firmware.remarks().forEach(remark -> System.err.println("dectory: " + remark));
            // A check proves nothing: it is over before much can happen.
            Optional<Integer> status = firmware.trial().isPresent() && !options.check()
                    ? tried(firmware, firmware.trial().get())
                    : Optional.of(run(firmware));
            if (status.isPresent()) {
                return status.get();
            }
            data.renew();
        }
    }

    /** What runs now, if anything does. */
    Optional<Appliance> running() {
        return Optional.ofNullable(running);
    }

    private int run(Firmware firmware) throws CannotStartException, BundleException, InterruptedException {
        Start start = prepare(firmware);
        try (Appliance appliance = boot(start)) {
            Report report = report(start, appliance, PATIENCE_MILLIS);
            if (options.check()) {
                System.out.print(report.check());
                return report.healthy() ? ALL_WELL : NOT_WELL;
            }
            System.out.print(report.welcome(options.terminal()));
            appliance.await();
            return ALL_WELL;
        }
    }

    /** Runs an update on trial; empty if it was left, and the one before it is to be started. */
    private Optional<Integer> tried(Firmware firmware, Trial trial)
            throws CannotStartException, BundleException, InterruptedException {
        Start start = prepare(firmware);
        Thread guard = proof.guard(trial, end);
        try (Appliance appliance = boot(start)) {
            // What failed to start does not become better by waiting.
            Report report = report(
                    start,
                    appliance,
                    appliance.startErrors().isEmpty() ? proof.patience().toMillis() : 0);
            List<String> problems = new ArrayList<>(report.startErrors());
            problems.addAll(report.complaints());
            if (problems.isEmpty()) {
                System.out.print(report.welcome(options.terminal()));
                problems.addAll(proof.complaints(appliance));
            }
            if (!problems.isEmpty()) {
                trial.leave(RollbackReason.UNHEALTHY, String.join("; ", problems));
                return left(appliance);
            }
            if (Proof.isUp(appliance) && !trial.keep()) {
                return left(appliance);
            }
            guard.interrupt();
            appliance.await();
            return Optional.of(ALL_WELL);
        } catch (CannotStartException e) {
            trial.leave(RollbackReason.DOES_NOT_START, String.valueOf(e.getMessage()));
            return Optional.empty();
        } finally {
            guard.interrupt();
        }
    }

    /** Ends what failed; what does not end cannot share a process with its successor. */
    private Optional<Integer> left(Appliance appliance) {
        appliance.close();
        if (appliance.isStopped()) {
            return Optional.empty();
        }
        System.err.println("dectory: the update does not stop; start the appliance again.");
        end.run();
        return Optional.of(NOT_WELL);
    }

    private Start prepare(Firmware firmware) throws CannotStartException {
        Map<String, String> properties = Settings.compose(options, data);
        WebAddress address = WebAddress.claim(properties);
        properties.put("org.osgi.service.http.port", Integer.toString(address.port()));
        System.setProperty("java.io.tmpdir", data.run().resolve("tmp").toString());
        address.note(data.path());
        return new Start(firmware.image(), properties, address);
    }

    private Appliance boot(Start start) throws CannotStartException {
        Appliance appliance = Appliance.boot(start.image(), start.properties(), data);
        running = appliance;
        Runtime.getRuntime().addShutdownHook(new Thread(appliance::close, "shutdown"));
        return appliance;
    }

    private Report report(Start start, Appliance appliance, long patienceMillis)
            throws CannotStartException, InterruptedException {
        List<String> complaints = new Readiness(appliance.context()).await(patienceMillis);
        return new Report(
                start.image(),
                start.address(),
                data.path(),
                Settings.next(options, data),
                appliance.startErrors(),
                complaints);
    }

    /**
     * All that a start needs.
     *
     * @param image the bundles
     * @param properties the framework's
     * @param address where the web server will listen
     */
    private record Start(Image image, Map<String, String> properties, WebAddress address) {}
}
