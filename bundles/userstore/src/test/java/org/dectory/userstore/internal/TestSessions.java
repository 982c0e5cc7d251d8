package org.dectory.userstore.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/** Looks into a database past the store. */
final class TestSessions {

    private TestSessions() {}

    static Session open(Path folder) {
        try {
            return new Session(new JDBC().connect("jdbc:sqlite:" + folder.resolve("dectory.db"), new Properties()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
