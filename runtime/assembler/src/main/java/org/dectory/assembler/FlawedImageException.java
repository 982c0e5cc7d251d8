package org.dectory.assembler;

import java.util.List;

/** Why no image can be made: one line for each flaw. */
final class FlawedImageException extends Exception {

    private static final long serialVersionUID = 1;

    FlawedImageException(List<String> flaws) {
        super("the image is flawed:\n  " + String.join("\n  ", flaws));
    }
}
