package org.dectory.api.userdata;

/**
 * What a text consists of that people read: in lists, on displays, in logs.
 *
 * <p>It has no control characters and no line ends of any kind, and nothing invisible that lets it look like another text, such as
 * U+202E, which turns the direction of writing. The two joiners U+200C and U+200D are in, for some scripts cannot be written
 * without them.
 */
public final class LegibleText {

    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    private LegibleText() {}

    /**
     * Whether a text is one.
     *
     * @param text the text
     * @return whether all its characters may be in it
     */
    public static boolean is(String text) {
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (!isLegible(codePoint)) {
                return false;
            }
            at += Character.charCount(codePoint);
        }
        return true;
    }

    private static boolean isLegible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> codePoint == NON_JOINER || codePoint == JOINER;
            default -> true;
        };
    }
}
