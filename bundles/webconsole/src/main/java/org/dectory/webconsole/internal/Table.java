package org.dectory.webconsole.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.owasp.encoder.Encode;

/** Writes the tables of a page. Whatever they show is escaped. */
final class Table {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder html;
    private final String formToken;

    /**
     * Writes into a page.
     *
     * @param html the page
     * @param formToken what a button proves that it is one of this page
     */
    Table(StringBuilder html, String formToken) {
        this.html = html;
        this.formToken = formToken;
    }

    void row(String name, String value) {
        html.append("<tr><th>")
                .append(text(name))
                .append("</th><td>")
                .append(text(value))
                .append("</td></tr>");
    }

    /** A text of several lines, folded away until somebody wants it. */
    void folded(String name, String summary, String lines) {
        html.append("<tr><th>")
                .append(text(name))
                .append("</th><td><details><summary>")
                .append(text(summary))
                .append("</summary><pre>")
                .append(text(lines))
                .append("</pre></details></td></tr>");
    }

    void progress(int done, int total) {
        html.append("<tr><td colspan='2'><progress max='")
                .append(total)
                .append("' value='")
                .append(done)
                .append("'></progress></td></tr>");
    }

    void buttons(Runnable content) {
        html.append("<tr><td colspan='2'>");
        content.run();
        html.append("</td></tr>");
    }

    void button(String action, String label) {
        html.append("<form method='post'><input type='hidden' name='token' value='")
                .append(text(formToken))
                .append("'><button name='action' value='")
                .append(text(action))
                .append("'>")
                .append(text(label))
                .append("</button></form> ");
    }

    /** To the second: more is noise to people. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String text(String raw) {
        return Encode.forHtml(raw);
    }
}
