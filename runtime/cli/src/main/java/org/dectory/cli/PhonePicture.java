package org.dectory.cli;

import java.util.ArrayList;
import java.util.List;

/** A phone as a few lines of text: its display, and what is to be heard. */
final class PhonePicture {

    private static final int WIDTH = 20;
    private static final int LINES = 3;

    private PhonePicture() {}

    static String of(Json phone) {
        List<String> display = new ArrayList<>(phone.texts("display"));
        while (display.size() < LINES) {
            display.add("");
        }
        StringBuilder picture = new StringBuilder();
        picture.append("      .").append("-".repeat(WIDTH + 2)).append(".\n");
        for (String line : display) {
            picture.append("      | ").append(fit(line)).append(" |\n");
        }
        picture.append("      '").append("-".repeat(WIDTH + 2)).append("'");
        List<String> tones = phone.texts("tones");
        if (!tones.isEmpty()) {
            picture.append("   heard: ").append(String.join(", ", tones).replace('-', ' '));
        }
        return picture.toString();
    }

    private static String fit(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ");
        return printable.length() > WIDTH
                ? printable.substring(0, WIDTH)
                : printable + " ".repeat(WIDTH - printable.length());
    }
}
