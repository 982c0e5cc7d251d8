package org.dectory.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rows under headings, as wide as they need to be. What comes from outside cannot move the cursor. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        row(headings);
    }

    /** The members of objects, each object a row; headings are the names of the members. */
    static Table of(List<Json> objects, String... members) {
        Table table = new Table(Arrays.stream(members)
                .map(name -> name.replaceAll("(\\p{Upper})", " $1").toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
        objects.forEach(
                object -> table.row(Arrays.stream(members).map(object::text).toArray(String[]::new)));
        return table;
    }

    void row(String... cells) {
        rows.add(List.of(cells).stream()
                .map(cell -> cell.replaceAll("\\p{Cntrl}", "?"))
                .toList());
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(width(i) - cell.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
