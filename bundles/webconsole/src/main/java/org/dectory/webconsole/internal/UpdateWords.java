package org.dectory.webconsole.internal;

import java.util.Map;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdateRefusedException;

/** Says what became of an update, and what to do about it, to somebody who has never heard of bundles and signatures. */
final class UpdateWords {

    private static final String DAMAGED = "The file is damaged, as after a download that broke off. Get it once more.";
    private static final String NOT_AS_SIGNED =
            "The file is not as its maker signed it. Do not use it; get it again from the maker.";
    private static final String NOT_TRUSTED = "Nobody whom this appliance trusts has signed it."
            + " Ask the maker of the appliance for an update that is made for it.";
    private static final String OTHER_KIND = "It is made for another kind of appliance.";
    private static final String NUMBER_TWICE =
            "Its maker has used a version number twice. Ask the maker for one with a new number.";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("NOT_AN_UPDATE", "This file is no update. Choose one that ends in .dup."),
            Map.entry("TRUNCATED", DAMAGED),
            Map.entry("BROKEN_ARCHIVE", DAMAGED),
            Map.entry("FORBIDDEN_NAME", NOT_AS_SIGNED),
            Map.entry("UNEXPECTED_ENTRY", NOT_AS_SIGNED),
            Map.entry("BAD_SIGNATURE", NOT_AS_SIGNED),
            Map.entry("BUNDLE_ALTERED", NOT_AS_SIGNED),
            Map.entry("NOT_THE_BUNDLE", NOT_AS_SIGNED),
            Map.entry("UNSIGNED", NOT_TRUSTED),
            Map.entry("UNKNOWN_KEY", NOT_TRUSTED),
            Map.entry("KEYS_NOT_TRUSTED", NOT_TRUSTED),
            Map.entry("OTHER_PRODUCT", OTHER_KIND),
            Map.entry("OTHER_HARDWARE", OTHER_KIND),
            Map.entry("NEEDS_NEWER_PLATFORM", "It needs a newer firmware image first."),
            Map.entry("EXPIRED", "Its time is over. If the clock of the appliance is right, ask for a newer one."),
            Map.entry("OLDER", "The appliance has taken a newer one before. To leave that, go back."),
            Map.entry("VERSION_REUSED", NUMBER_TWICE),
            Map.entry("BUNDLE_VERSION_REUSED", NUMBER_TWICE),
            Map.entry("ALREADY_RUNNING", "It runs already; there is nothing to do."),
            Map.entry(
                    "BUNDLE_MISSING",
                    "It builds on an update that this appliance does not have. Ask the maker for a complete one."),
            Map.entry(UpdateRefusedException.NO_SPACE, "The appliance has too little room for it."),
            Map.entry(UpdateRefusedException.NOT_FETCHED, "The appliance could not bring it from the server."),
            Map.entry(UpdateRefusedException.BUSY, "Not now. Wait a moment, and try again."));

    private static final Map<String, String> ROLLED_BACK = Map.of(
            "REQUESTED", "somebody wanted that",
            "TOO_MANY_ATTEMPTS", "the appliance did not come up with it",
            "DAMAGED", "its files are not whole any more",
            "DOES_NOT_START", "it does not start",
            "UNHEALTHY", "the appliance did not run as well with it as before",
            "TIMED_OUT", "it takes too long to start or stop",
            "SUPERSEDED", "the firmware image is newer");

    private UpdateWords() {}

    /** Why an update is refused: first for people, then as exactly as it is known. */
    static String refused(String code, String message) {
        String words = REFUSED.getOrDefault(code, "");
        return (words + " " + message + " [" + code + "]").strip();
    }

    /** What became of a trial. */
    static String verdict(UpdateEvent event) {
        return event.step().equals("COMMITTED")
                ? "Version " + event.version() + " has proved itself and is kept."
                : "Version " + event.version() + " is rolled back: "
                        + ROLLED_BACK.getOrDefault(event.reason(), "it is no good") + ". " + event.detail() + " ["
                        + event.reason() + "]";
    }

    /** The HTTP status that goes with a refusal. */
    static int status(String code) {
        return switch (code) {
            case UpdateRefusedException.NOT_TAKEN, UpdateRefusedException.BUSY, UpdateRefusedException.NOTHING_THERE ->
                409;
            case UpdateRefusedException.TOO_LARGE -> 413;
            case UpdateRefusedException.NO_SPACE -> 503;
            default -> 422;
        };
    }
}
