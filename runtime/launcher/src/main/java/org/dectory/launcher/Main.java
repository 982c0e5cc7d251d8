package org.dectory.launcher;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleException;

/** Starts the appliance in the foreground; the way in for {@code dectory run}. */
public final class Main {

    /** How long parts may take to find each other before the operator is told who is missing. */
    private static final long PATIENCE_MILLIS = 20_000;

    /** As the other commands end when they are called wrongly. */
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /**
     * Runs until someone stops the appliance.
     *
     * @param arguments see {@link Options#USAGE}
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /** Runs, and gives the status of the process: 0 if all was well, 1 if it cannot start, 2 if it was called wrongly. */
    static int run(List<String> arguments) {
        try {
            Options options = Options.parse(arguments);
            Image image = Image.read(options.home());
            try (DataFolder data = DataFolder.open(options.data())) {
                return run(options, image, data);
            }
        } catch (UsageException e) {
            System.err.println("dectory: " + e.getMessage());
            return WRONG_USAGE;
        } catch (CannotStartException e) {
            System.err.println("dectory: " + e.getMessage());
            return 1;
        } catch (BundleException e) {
            System.err.println("dectory: the framework does not restart: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static int run(Options options, Image image, DataFolder data)
            throws CannotStartException, BundleException, InterruptedException {
        Map<String, String> properties = Settings.compose(options, data);
        WebAddress address = WebAddress.claim(properties);
        properties.put("org.osgi.service.http.port", Integer.toString(address.port()));
        System.setProperty("java.io.tmpdir", data.run().resolve("tmp").toString());
        address.note(data.path());
        try (Appliance appliance = Appliance.boot(image, properties, data)) {
            Runtime.getRuntime().addShutdownHook(new Thread(appliance::close, "shutdown"));
            List<String> complaints = new Readiness(appliance.context()).await(PATIENCE_MILLIS);
            Report report = new Report(
                    image, address, data.path(), Settings.next(options, data), appliance.startErrors(), complaints);
            if (options.check()) {
                System.out.print(report.check());
                return report.healthy() ? 0 : 1;
            }
            System.out.print(report.welcome(options.terminal()));
            appliance.await();
            return 0;
        }
    }
}
