package org.dectory.launcher;

import java.util.List;
import java.util.Optional;

/**
 * What a start runs: the image's own bundles, or those of an update.
 *
 * @param name what the operator calls it
 * @param image the bundles, every jar of which was compared with its digest
 * @param trial present if they have to prove themselves
 * @param remarks what the operator should know of how it came to this
 */
record Firmware(String name, Image image, Optional<Trial> trial, List<String> remarks) {

    Firmware {
        remarks = List.copyOf(remarks);
    }

    /**
     * Decides, and counts the attempt if it is a trial.
     *
     * @param factory the image as it was listed
     * @throws CannotStartException if it is the image's own bundles that are to run, and they are damaged
     */
    static Firmware choose(Image factory, Strongroom strongroom) throws CannotStartException {
        return strongroom.isUsed() ? Updates.choose(factory, strongroom) : of(factory, List.of());
    }

    static Firmware of(Image factory, List<String> remarks) throws CannotStartException {
        factory.verify();
        return new Firmware("the image", factory, Optional.empty(), remarks);
    }
}
