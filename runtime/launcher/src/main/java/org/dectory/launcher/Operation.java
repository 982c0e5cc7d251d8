package org.dectory.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.release.RollbackReason;
import org.jspecify.annotations.Nullable;

/** An appliance in operation: from the choice of what runs until someone stops it, and once more if an update has to be left. */
final class Operation {

    /** How long parts may take to find each other before the operator is told who is missing. */
    private static final long PATIENCE_MILLIS = 20_000;

    private static final int ALL_WELL = 0;
    private static final int NOT_WELL = 1;

    private final Options options;
    private final Image factory;
    private final DataFolder data;
    private final Strongroom strongroom;
    private final Proof proof;
    private final Runnable end;
    private volatile @Nullable Appliance running;
    private Optional<WebAddress> address = Optional.empty();

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
        strongroom = new Strongroom(factory.home(), data.path().resolve("release"));
        this.proof = proof;
        this.end = end;
    }

    /** Runs, and gives the status of the process. */
    int run() throws CannotStartException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running().ifPresent(Appliance::close), "shutdown"));
        if (Gate.isOpen(factory.home())) {
            System.err.println("dectory: This is a developer's image: code that came through no update runs, too.");
        }
        Image image = factory;
        while (true) {
            Firmware firmware = Firmware.choose(image, strongroom);
            image = factory.anew();
            firmware.remarks().forEach(remark -> System.err.println("dectory: " + remark));
            // A check proves nothing: it is over before much can happen.
            Optional<Integer> status = firmware.trial().isPresent() && !options.check()
                    ? tried(firmware, firmware.trial().get())
                    : run(firmware);
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

    /** Runs what is proved; empty if it is to be started from the beginning. */
    private Optional<Integer> run(Firmware firmware) throws CannotStartException, InterruptedException {
        Start start = prepare(firmware);
        try (Appliance appliance = boot(start)) {
            Report report = report(start, appliance, PATIENCE_MILLIS);
            if (options.check()) {
                System.out.print(report.check());
                return Optional.of(report.healthy() ? ALL_WELL : NOT_WELL);
            }
            if (Proof.isUp(appliance)) {
                System.out.print(report.welcome(options.terminal()));
            }
            return ended(appliance);
        }
    }

    /** Runs an update on trial; empty if it was left, and the one before it is to be started, or if it is to be started again. */
    private Optional<Integer> tried(Firmware firmware, Trial trial) throws CannotStartException, InterruptedException {
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
            return ended(appliance);
        } catch (CannotStartException e) {
            trial.leave(RollbackReason.DOES_NOT_START, String.valueOf(e.getMessage()));
            return Optional.empty();
        } finally {
            guard.interrupt();
        }
    }

    /** Waits for the end; empty if it is to be started from the beginning. */
    private Optional<Integer> ended(Appliance appliance) throws InterruptedException {
        return appliance.await() ? left(appliance) : Optional.of(ALL_WELL);
    }

    /** Ends what has a successor; what does not end cannot share a process with it. */
    private Optional<Integer> left(Appliance appliance) {
        appliance.close();
        if (appliance.isStopped()) {
            return Optional.empty();
        }
        System.err.println("dectory: it does not stop; start the appliance again.");
        end.run();
        return Optional.of(NOT_WELL);
    }

    /** What a start needs, with the room that is kept for it if it cannot be had otherwise. */
    private Start prepare(Firmware firmware) throws CannotStartException {
        try {
            return compose(firmware);
        } catch (CannotStartException e) {
            makeRoomFor(e);
            return compose(firmware);
        }
    }

    private void makeRoomFor(CannotStartException e) throws CannotStartException {
        if (!Reserve.isMissed(e) || !data.makeRoom()) {
            throw e;
        }
        System.err.println("dectory: " + e.getMessage() + " It is tried with the room that was kept for that.");
        data.renew();
    }

    private Start compose(Firmware firmware) throws CannotStartException {
        Map<String, String> properties = Settings.compose(options, data);
        if (Report.hasFaces(firmware.image())) {
            WebAddress claimed = WebAddress.claim(properties, address);
            properties.put(WebAddress.PORT, Integer.toString(claimed.port()));
            address = Optional.of(claimed);
        } else {
            address = Optional.empty();
        }
        System.setProperty("java.io.tmpdir", data.run().resolve("tmp").toString());
        WebAddress.note(address, data.path());
        return new Start(firmware, properties, address);
    }

    private Appliance boot(Start start) throws CannotStartException {
        Appliance appliance;
        try {
            appliance = Appliance.boot(start.firmware().image(), start.properties(), data, strongroom);
        } catch (CannotStartException e) {
            makeRoomFor(e);
            compose(start.firmware());
            appliance = Appliance.boot(start.firmware().image(), start.properties(), data, strongroom);
        }
        running = appliance;
        return appliance;
    }

    private Report report(Start start, Appliance appliance, long patienceMillis)
            throws CannotStartException, InterruptedException {
        List<String> complaints = complaints(appliance, patienceMillis);
        return new Report(
                start.firmware(),
                start.address(),
                data.path(),
                Settings.next(options, data),
                appliance.startErrors(),
                complaints);
    }

    private static List<String> complaints(Appliance appliance, long patienceMillis) throws InterruptedException {
        try {
            return appliance.readiness().await(patienceMillis);
        } catch (IllegalStateException e) {
            if (Proof.isUp(appliance)) {
                throw e;
            }
            // Somebody stops it already.
            return List.of();
        }
    }

    /**
     * All that a start needs.
     *
     * @param firmware what runs
     * @param properties the framework's
     * @param address where the web server will listen, if there is one
     */
    private record Start(Firmware firmware, Map<String, String> properties, Optional<WebAddress> address) {}
}
