package org.dectory.userstore.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, used by one thread at a time.
 *
 * <p>SQL exceptions end here; what leaves is a {@link StoreException}.
 */
final class Session implements AutoCloseable {

    /** Takes one row apart. */
    @FunctionalInterface
    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private boolean broken;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Whether something failed that is no fault of the caller: the transaction must be undone, the session closed. */
    boolean isBroken() {
        return broken;
    }

    void mend() {
        broken = false;
    }

    /** Runs a statement that gives no rows. */
    int run(String sql, @Nullable Object... values) {
        try {
            return bind(sql, values).executeUpdate();
        } catch (SQLException e) {
            throw translate(sql, e);
        }
    }

    /** The first row, if there is one. */
    <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw translate(sql, e);
        }
    }

    /** All rows. */
    <T> List<T> all(String sql, RowReader<T> reader, @Nullable Object... values) {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw translate(sql, e);
        }
    }

    /** One number of a query that always gives a row. */
    long number(String sql, @Nullable Object... values) {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    private PreparedStatement bind(String sql, @Nullable Object[] values) throws SQLException {
        @Nullable PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Boolean flag) {
            statement.setInt(index, flag ? 1 : 0);
        } else {
            statement.setObject(index, value);
        }
    }

    private StoreException translate(String sql, SQLException e) {
        StoreException translated = SqlFailure.translate(e);
        if (!(translated instanceof SqlFailure.Constraint)) {
            broken = true;
            forget(sql);
        }
        return translated;
    }

    /** The driver finalizes a statement whose step fails, on a full disk for instance: it would never run again. */
    private void forget(String sql) {
        PreparedStatement statement = statements.remove(sql);
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException e) {
                // Finalizing repeats the failure that the caller is told of anyway.
            }
        }
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw SqlFailure.translate(e);
        }
    }
}
