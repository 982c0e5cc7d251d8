package org.dectory.release;

/** Why an update is not accepted: each cause has a reason of its own, which faces show and the history keeps. */
public enum Refusal {
    /** The file is something else. */
    NOT_AN_UPDATE("it is no update file"),
    /** The file ends too early. */
    TRUNCATED("the end of the file is missing"),
    /** The file is an archive that contradicts itself. */
    BROKEN_ARCHIVE("the archive is damaged"),
    /** An entry, or everything together, would unpack to more than it may. */
    TOO_LARGE("it holds more than it may"),
    /** An entry is named so that it would be unpacked elsewhere. */
    FORBIDDEN_NAME("an entry has a name that leads out of its folder"),
    /** An entry that the set does not name, or one that is there twice. */
    UNEXPECTED_ENTRY("an entry is there that does not belong there"),
    /** There is no signature. */
    UNSIGNED("it is not signed"),
    /** Every signature is by a key that is not trusted. */
    UNKNOWN_KEY("no trusted key signed it"),
    /** A trusted key's signature does not fit the set. */
    BAD_SIGNATURE("its signature does not fit what it says"),
    /** The appliance trusts no key at all. */
    NO_TRUSTED_KEYS("this appliance trusts no key, so it takes no update"),
    /** A list of keys that comes along is not signed by enough of the root keys. */
    KEYS_NOT_TRUSTED("its list of keys is not signed as it must be"),
    /** The set is signed, but makes no sense. */
    MALFORMED_SET("what it says cannot be understood"),
    /** It is for another product. */
    OTHER_PRODUCT("it is for another product"),
    /** It is for other hardware. */
    OTHER_HARDWARE("it is for other hardware"),
    /** It needs a newer launcher. */
    NEEDS_NEWER_PLATFORM("it needs a newer firmware image"),
    /** Its time is over. */
    EXPIRED("it has expired"),
    /** An equal or newer set was accepted before. */
    OLDER("it is older than what was accepted before"),
    /** The version was accepted before, with another content. */
    VERSION_REUSED("its version was accepted before with another content"),
    /** A bundle has the name and the version of one that runs, and another content. */
    BUNDLE_VERSION_REUSED("a bundle has changed without a new version"),
    /** It runs already. */
    ALREADY_RUNNING("it runs already"),
    /** A bundle of the set is neither in the file nor on the appliance. */
    BUNDLE_MISSING("a bundle is missing"),
    /** A bundle is not the one that was signed. */
    BUNDLE_ALTERED("a bundle was altered"),
    /** The appliance would have nothing left to take updates with. */
    NO_UPDATER("the part is missing that takes updates, so none could follow"),
    /** A jar is not the bundle that the set says. */
    NOT_THE_BUNDLE("a bundle is not what the set says"),
    /** The disk would be too full. */
    NO_SPACE("there is not enough free space");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** The reason as the end of a sentence. */
    public String text() {
        return text;
    }
}
