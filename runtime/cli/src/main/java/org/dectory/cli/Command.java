package org.dectory.cli;

import java.util.List;

/** Something an operator may ask for. */
@FunctionalInterface
interface Command {

    /**
     * Does it, and prints what came of it.
     *
     * @param place which appliance is meant
     * @param arguments what was typed after the command, without the options that say which appliance
     * @return the exit status, 0 for done
     * @throws CommandException if it cannot be done
     * @throws InterruptedException if the operator will not wait any longer
     */
    int run(Place place, List<String> arguments) throws CommandException, InterruptedException;
}
