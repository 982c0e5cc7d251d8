package org.dectory.userstore.internal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.UserRow;
import org.jspecify.annotations.Nullable;

/** Sorts, searches and cuts lists in SQL. */
final class SqlLists {

    private static final String KIND = kindLabel();

    private static final SqlList DEVICES = new SqlList(
            "device d LEFT JOIN relation r ON r.device = d.id LEFT JOIN user u ON u.id = r.user",
            "device",
            "d.id",
            "ipei",
            Map.of(
                    "ipei", "d.ipei",
                    "id", "d.id",
                    "kind", KIND,
                    "subscription", "d.subscription",
                    "encryption", "d.encryption",
                    "relation", "r.kind",
                    "number", "u.number",
                    "name", "u.folded"),
            List.of("d.printed", "replace(d.printed, ' ', '')", "d.id", KIND, "d.subscription", "r.kind", "u.number"));

    private static final SqlList USERS = new SqlList(
            "user u LEFT JOIN relation r ON r.user = u.id LEFT JOIN device d ON d.id = r.device",
            "user",
            "u.id",
            "number",
            Map.of(
                    "number", "u.number",
                    "id", "u.id",
                    "loginId", "u.login_id",
                    "name", "u.folded",
                    "external", "u.external",
                    "relation", "r.kind",
                    "ipei", "d.ipei"),
            List.of("u.number", "u.id", "u.login_id", "r.kind", "d.printed", "replace(d.printed, ' ', '')"));

    /**
     * What makes a list.
     *
     * @param joined the tables
     * @param table the table whose rows are counted if nothing is searched
     * @param id what decides among equals
     * @param first the column to sort by if none is named
     * @param columns the columns and what they are sorted by
     * @param searched what is searched besides the name
     */
    private record SqlList(
            String joined, String table, String id, String first, Map<String, String> columns, List<String> searched) {}

    private SqlLists() {}

    /** Kinds are listed as administrators write them. */
    private static String kindLabel() {
        StringBuilder sql = new StringBuilder("CASE d.kind");
        for (HandsetKind kind : HandsetKind.values()) {
            sql.append(" WHEN '")
                    .append(kind.name())
                    .append("' THEN '")
                    .append(kind.label())
                    .append('\'');
        }
        return sql.append(" ELSE d.kind END").toString();
    }

    static Page<DeviceRow> devices(Session session, PageRequest request) {
        int relation = Rows.DEVICE_WIDTH + 1;
        int user = relation + Rows.RELATION_WIDTH;
        return page(session, DEVICES, request, row -> {
            boolean bound = row.getInt(relation) != 0;
            return new DeviceRow(
                    Rows.device(row),
                    bound ? Optional.of(Rows.relation(row, relation)) : Optional.empty(),
                    bound ? Optional.of(Rows.user(row, user)) : Optional.empty());
        });
    }

    static Page<UserRow> users(Session session, PageRequest request) {
        int relation = Rows.DEVICE_WIDTH + 1;
        int user = relation + Rows.RELATION_WIDTH;
        return page(session, USERS, request, row -> {
            boolean bound = row.getInt(relation) != 0;
            return new UserRow(
                    Rows.user(row, user),
                    bound ? Optional.of(Rows.relation(row, relation)) : Optional.empty(),
                    bound ? Optional.of(Rows.device(row)) : Optional.empty());
        });
    }

    private static <T> Page<T> page(Session session, SqlList list, PageRequest request, Session.RowReader<T> reader) {
        String column = request.sort().isEmpty() ? list.first() : request.sort();
        @Nullable String order = list.columns().get(column);
        if (order == null) {
            throw new IllegalArgumentException(
                    "sort: '" + column + "' (expected: one of " + list.columns().keySet() + ")");
        }
        String direction = request.descending() ? " DESC" : "";
        List<Object> values = new ArrayList<>();
        String where = request.search().isEmpty() ? "" : where(list, request.search(), values);
        String count = "SELECT count(*) FROM " + (where.isEmpty() ? list.table() : list.joined() + where);
        int total = (int) session.number(count, values.toArray());
        values.add(request.limit());
        values.add(request.offset());
        String select = "SELECT " + Rows.DEVICE + ", " + Rows.RELATION + ", " + Rows.USER + " FROM " + list.joined()
                + where + " ORDER BY " + order + direction + ", " + list.id() + direction + " LIMIT ? OFFSET ?";
        return new Page<>(session.all(select, reader, values.toArray()), total);
    }

    private static String where(SqlList list, String search, List<Object> values) {
        StringBuilder sql = new StringBuilder(" WHERE (u.folded LIKE ? ESCAPE '\\'");
        values.add(pattern(fold(search)));
        String pattern = pattern(search);
        for (String column : list.searched()) {
            sql.append(" OR ").append(column).append(" LIKE ? ESCAPE '\\'");
            values.add(pattern);
        }
        return sql.append(')').toString();
    }

    static String pattern(String search) {
        return '%' + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + '%';
    }

    /**
     * A name as it is searched and sorted. SQLite knows the case of ASCII letters only. By way of capitals, so that the sharp
     * s finds its double form too.
     */
    static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
