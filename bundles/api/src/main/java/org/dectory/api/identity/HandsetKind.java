package org.dectory.api.identity;

/** What a handset can do, as far as the rules tell handsets apart. The names are stored: they never change. */
public enum HandsetKind {
    /** Not known until the handset subscribes; treated as {@link #GAP}. */
    UNKNOWN("unknown"),
    /** Any handset of the Generic Access Profile (EN 300 444): its display is set during a call only. */
    GAP("GAP"),
    /** The 142d: as {@link #GAP}, but it can enter an additional ID. */
    PHONE_142D("142d"),
    /** The 600 and 700 series: display when idle, name and number from the system, lists that the system clears. */
    PHONE_600_700("600-700");

    private final String label;

    HandsetKind(String label) {
        this.label = label;
    }

    /**
     * The kind as administrators write it.
     *
     * @return {@code unknown}, {@code GAP}, {@code 142d} or {@code 600-700}
     */
    public String label() {
        return label;
    }

    /**
     * Whether the system can set what the handset shows while it is idle, its name and number, and clear its lists.
     *
     * @return true for the 600 and 700 series
     */
    public boolean isSystemHandset() {
        return this == PHONE_600_700;
    }

    /**
     * Finds the kind for a label.
     *
     * @param label as given by {@link #label()}, any case
     * @return the kind
     * @throws IllegalArgumentException if there is no such kind
     */
    public static HandsetKind ofLabel(String label) {
        for (HandsetKind kind : values()) {
            if (kind.label.equalsIgnoreCase(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind: " + Quote.of(label) + " (expected: GAP, 142d, 600-700 or unknown)");
    }
}
