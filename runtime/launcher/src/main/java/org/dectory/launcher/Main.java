package org.dectory.launcher;

import java.util.List;

/** Starts the appliance in the foreground; the way in for {@code dectory run}. */
public final class Main {

    /** As the other commands end when they are called wrongly. */
    private static final int WRONG_USAGE = 2;

    /** The digests of the image's jars as the start script takes them; it sets them in any case, so that none are inherited. */
    private static final String SUMS = "DECTORY_SUMS";

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
            Image image = Image.read(options.home(), System.getenv().getOrDefault(SUMS, ""));
            try (DataFolder data = DataFolder.open(options.data())) {
                return new Operation(options, image, data).run();
            }
        } catch (UsageException e) {
            System.err.println("dectory: " + e.getMessage());
            return WRONG_USAGE;
        } catch (CannotStartException e) {
            System.err.println("dectory: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
