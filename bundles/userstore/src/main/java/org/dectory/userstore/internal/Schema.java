package org.dectory.userstore.internal;

import java.util.List;
import org.dectory.api.store.StoreException;

/**
 * The tables, and the steps that lead from one version of them to the next.
 *
 * <p>Within one release steps only ever expand: a firmware that was rolled back still reads and writes the data. A step that
 * older firmware cannot live with says so ({@link Step#compatibleFrom}); such firmware then refuses the database. A new value
 * of a stored enumeration is such a step, but for kinds of handsets, secrets and changes, which older firmware passes over.
 */
final class Schema {

    /**
     * One step; its number is its place in the list, from 1.
     *
     * @param compatibleFrom the lowest version whose firmware can work on the database after this step
     * @param statements what it does, in one transaction
     */
    record Step(int compatibleFrom, List<String> statements) {}

    static final List<Step> STEPS = List.of(
            new Step(
                    1,
                    List.of(
                            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
                            // AUTOINCREMENT: a number is never given twice.
                            """
                    CREATE TABLE device (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL, ipei INTEGER NOT NULL,
                        printed TEXT NOT NULL, kind TEXT NOT NULL, subscription TEXT NOT NULL,
                        encryption INTEGER NOT NULL, created INTEGER NOT NULL) STRICT""",
                            "CREATE UNIQUE INDEX device_ipei ON device (ipei)",
                            """
                    CREATE TABLE user (
                        id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL, number TEXT NOT NULL,
                        login_id TEXT, name TEXT NOT NULL, folded TEXT NOT NULL, external INTEGER NOT NULL,
                        created INTEGER NOT NULL) STRICT""",
                            "CREATE UNIQUE INDEX user_number ON user (number)",
                            "CREATE UNIQUE INDEX user_login_id ON user (login_id)",
                            """
                    CREATE TABLE relation (
                        device INTEGER PRIMARY KEY REFERENCES device (id), user INTEGER NOT NULL REFERENCES user (id),
                        kind TEXT NOT NULL, since INTEGER NOT NULL) STRICT""",
                            "CREATE UNIQUE INDEX relation_user ON relation (user)",
                            """
                    CREATE TABLE layer (
                        user INTEGER NOT NULL REFERENCES user (id), layer TEXT NOT NULL, content TEXT NOT NULL,
                        PRIMARY KEY (user, layer)) STRICT""",
                            "CREATE TABLE common_layer (id INTEGER PRIMARY KEY CHECK (id = 1), content TEXT NOT NULL) STRICT",
                            """
                    CREATE TABLE user_file (
                        user INTEGER PRIMARY KEY REFERENCES user (id), name TEXT NOT NULL, version TEXT NOT NULL,
                        imported INTEGER, due INTEGER NOT NULL, problem TEXT) STRICT""",
                            "CREATE INDEX user_file_due ON user_file (due)",
                            "CREATE TABLE state (key TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT",
                            """
                    CREATE TABLE secret (
                        owner_type TEXT NOT NULL, owner INTEGER NOT NULL, kind TEXT NOT NULL, sealed BLOB NOT NULL,
                        PRIMARY KEY (owner_type, owner, kind)) STRICT, WITHOUT ROWID""",
                            """
                    CREATE TABLE change (
                        sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_kind TEXT NOT NULL,
                        actor TEXT NOT NULL, origin TEXT NOT NULL, kind TEXT NOT NULL, device INTEGER, user INTEGER,
                        detail TEXT NOT NULL) STRICT""")),
            new Step(
                    1,
                    List.of(
                            "ALTER TABLE device ADD COLUMN algorithm TEXT NOT NULL DEFAULT 'DSAA'",
                            "ALTER TABLE device ADD COLUMN sos_number TEXT NOT NULL DEFAULT ''",
                            "ALTER TABLE device ADD COLUMN man_down_number TEXT NOT NULL DEFAULT ''")),
            new Step(
                    1,
                    List.of(
                            "ALTER TABLE user_file ADD COLUMN tried INTEGER",
                            "ALTER TABLE user_file ADD COLUMN messages TEXT NOT NULL DEFAULT ''",
                            "CREATE INDEX user_file_problem ON user_file (user) WHERE problem IS NOT NULL")));

    private final List<Step> steps;

    Schema(List<Step> steps) {
        this.steps = steps;
    }

    /** Brings the database up to the last step, unless it is there or beyond. */
    void migrate(Session session) {
        int version = (int) session.number("PRAGMA user_version");
        if (version > steps.size()) {
            requireCompatible(session, version);
            return;
        }
        for (int next = version + 1; next <= steps.size(); next++) {
            apply(session, next, steps.get(next - 1));
        }
    }

    private void requireCompatible(Session session, int version) {
        int compatibleFrom = session.first(
                        "SELECT value FROM meta WHERE key = 'compatible_from'",
                        row -> Integer.parseInt(row.getString(1)))
                .orElse(Integer.MAX_VALUE);
        if (compatibleFrom > steps.size()) {
            throw new StoreException("The database is of version " + version
                    + ", this firmware knows versions up to " + steps.size()
                    + ": install the newer firmware again, or restore a backup of this one");
        }
    }

    private static void apply(Session session, int version, Step step) {
        session.run("BEGIN IMMEDIATE");
        try {
            step.statements().forEach(session::run);
            session.run(
                    "INSERT INTO meta (key, value) VALUES ('compatible_from', ?)"
                            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    Integer.toString(step.compatibleFrom()));
            session.run("PRAGMA user_version = " + version);
            session.run("COMMIT");
        } catch (StoreException e) {
            session.run("ROLLBACK");
            throw e;
        }
    }
}
