package org.dectory.cli;

import java.io.PrintStream;

/** Tells the story as a person would read it, and stops it where something else happens. */
final class Narrator {

    private final PrintStream out;
    private int step;

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** What somebody does now. */
    void step(String text) {
        step++;
        out.println();
        out.println(step + ". " + text);
    }

    /** What happens then. */
    void tell(String text) {
        out.println("   " + text);
    }

    void show(Json phone) {
        out.println(PhonePicture.of(phone));
    }

    /**
     * What must be the case now.
     *
     * @throws CommandException if it is not
     */
    void check(boolean fine, String expected) throws CommandException {
        if (!fine) {
            throw new CommandException("step " + step + " went wrong (expected: " + expected + ")");
        }
        out.println("   ok: " + expected);
    }
}
