package org.dectory.userstore.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;

/** Turns rows into records. Each kind of record has its columns, always in the same order, from any column on. */
final class Rows {

    static final String DEVICE = "d.id, d.revision, d.ipei, d.kind, d.subscription, d.encryption, d.created,"
            + " d.algorithm, d.sos_number, d.man_down_number";
    static final String USER = "u.id, u.revision, u.number, u.login_id, u.name, u.external, u.created";
    static final String RELATION = "r.device, r.user, r.kind, r.since";
    static final String FILE = "f.user, f.name, f.version, f.imported, f.due, f.problem, f.tried, f.messages";

    /** How many columns {@link #FILE} has. */
    static final int FILE_WIDTH = 8;

    /** How many columns {@link #DEVICE} has. */
    static final int DEVICE_WIDTH = 10;

    /** How many columns {@link #RELATION} has. */
    static final int RELATION_WIDTH = 4;

    private Rows() {}

    static Device device(ResultSet row) throws SQLException {
        return device(row, 1);
    }

    static Device device(ResultSet row, int from) throws SQLException {
        return new Device(
                new DeviceId(row.getInt(from)),
                row.getLong(from + 1),
                ipei(row.getLong(from + 2)),
                handsetKind(row.getString(from + 3)),
                Device.SubscriptionState.valueOf(row.getString(from + 4)),
                row.getInt(from + 5) != 0,
                Times.ofMicros(row.getLong(from + 6)),
                row.getString(from + 7),
                row.getString(from + 8),
                row.getString(from + 9));
    }

    /** A kind that a later firmware wrote is one that this firmware does not know. */
    private static HandsetKind handsetKind(String name) {
        for (HandsetKind kind : HandsetKind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return HandsetKind.UNKNOWN;
    }

    /** The identity as one number that sorts like it. */
    static long number(Ipei ipei) {
        return ((long) ipei.emc() << 20) | ipei.psn();
    }

    private static Ipei ipei(long number) {
        return new Ipei((int) (number >> 20), (int) (number & 0xFFFFF));
    }

    static User user(ResultSet row) throws SQLException {
        return user(row, 1);
    }

    static User user(ResultSet row, int from) throws SQLException {
        return new User(
                new UserId(row.getInt(from)),
                row.getLong(from + 1),
                new UserNumber(row.getString(from + 2)),
                Optional.ofNullable(row.getString(from + 3)).map(LoginId::new),
                row.getString(from + 4),
                row.getInt(from + 5) != 0,
                Times.ofMicros(row.getLong(from + 6)));
    }

    static Relation relation(ResultSet row) throws SQLException {
        return relation(row, 1);
    }

    static Relation relation(ResultSet row, int from) throws SQLException {
        return new Relation(
                new DeviceId(row.getInt(from)),
                new UserId(row.getInt(from + 1)),
                Relation.Kind.valueOf(row.getString(from + 2)),
                Times.ofMicros(row.getLong(from + 3)));
    }

    static UserFile file(ResultSet row) throws SQLException {
        String messages = row.getString(8);
        return new UserFile(
                new UserId(row.getInt(1)),
                row.getString(2),
                row.getString(3),
                findInstant(row, 4),
                Times.ofMicros(row.getLong(5)),
                Optional.ofNullable(row.getString(6)),
                findInstant(row, 7),
                messages.isEmpty() ? List.of() : List.of(messages.split("\n")));
    }

    private static Optional<Instant> findInstant(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Times.ofMicros(micros));
    }
}
