package org.dectory.userstore.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.UserFileRow;
import org.jspecify.annotations.Nullable;

/** Lists what is known about users' files. */
final class SqlFiles {

    private static final String JOINED = " FROM user_file f JOIN user u ON u.id = f.user";

    private static final Map<String, String> COLUMNS = Map.of(
            "file", "f.name",
            "number", "u.number",
            "name", "u.folded",
            "imported", "f.imported",
            "due", "f.due");

    private SqlFiles() {}

    static Page<UserFileRow> page(
            Session session, Optional<String> problem, Optional<String> but, PageRequest request) {
        @Nullable String order = COLUMNS.get(request.sort().isEmpty() ? "file" : request.sort());
        if (order == null) {
            throw new IllegalArgumentException(
                    "sort: '" + request.sort() + "' (expected: one of " + COLUMNS.keySet() + ")");
        }
        List<Object> values = new ArrayList<>();
        StringBuilder where = new StringBuilder(" WHERE 1");
        problem.ifPresent(beginning -> {
            where.append(" AND f.problem IS NOT NULL AND substr(f.problem, 1, length(?)) = ?");
            values.add(beginning);
            values.add(beginning);
        });
        but.ifPresent(beginning -> {
            where.append(" AND substr(ifnull(f.problem, ''), 1, length(?)) <> ?");
            values.add(beginning);
            values.add(beginning);
        });
        if (!request.search().isEmpty()) {
            where.append(" AND (u.folded LIKE ? ESCAPE '\\' OR f.name LIKE ? ESCAPE '\\'"
                    + " OR u.number LIKE ? ESCAPE '\\' OR f.problem LIKE ? ESCAPE '\\')");
            values.add(SqlLists.pattern(SqlLists.fold(request.search())));
            for (int i = 0; i < 3; i++) {
                values.add(SqlLists.pattern(request.search()));
            }
        }
        int total = (int) session.number("SELECT count(*)" + JOINED + where, values.toArray());
        values.add(request.limit());
        values.add(request.offset());
        String direction = request.descending() ? " DESC" : "";
        String select = "SELECT " + Rows.FILE + ", " + Rows.USER + JOINED + where + " ORDER BY " + order + direction
                + ", f.user" + direction + " LIMIT ? OFFSET ?";
        return new Page<>(
                session.all(
                        select,
                        row -> new UserFileRow(Rows.file(row), Rows.user(row, Rows.FILE_WIDTH + 1)),
                        values.toArray()),
                total);
    }
}
