package org.dectory.userstore.internal;

import java.sql.SQLException;
import org.dectory.api.store.StoreException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in words what SQLite said in codes. */
final class SqlFailure {

    /** A rule of the schema was broken: only that statement is undone. */
    static final class Constraint extends StoreException {

        private static final long serialVersionUID = 1L;

        private final boolean foreignKey;

        Constraint(SQLException cause, boolean foreignKey) {
            super("The data would contradict themselves: " + cause.getMessage(), cause);
            this.foreignKey = foreignKey;
        }

        /** Whether something is missing that the row points to. */
        boolean isForeignKey() {
            return foreignKey;
        }

        /** Whether the index over this column, written {@code table.column}, was hurt. */
        boolean isUnique(String column) {
            return String.valueOf(getMessage()).contains("UNIQUE constraint failed: " + column);
        }
    }

    private SqlFailure() {}

    static StoreException translate(SQLException e) {
        // The extended codes keep the plain one in their low byte.
        return switch (plain(e)) {
            case SQLITE_CONSTRAINT -> new Constraint(e, code(e) == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY);
            case SQLITE_FULL -> new StoreException("The disk is full; nothing was changed", e);
            case SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                new StoreException("The disk could not be read or written: " + e.getMessage(), e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                new StoreException("The database is damaged; restore a backup: " + e.getMessage(), e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new StoreException("Another process uses the database: " + e.getMessage(), e);
            default -> new StoreException("The database failed: " + e.getMessage(), e);
        };
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException failure ? failure.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static SQLiteErrorCode plain(SQLException e) {
        return SQLiteErrorCode.getErrorCode(code(e).code & 0xff);
    }
}
