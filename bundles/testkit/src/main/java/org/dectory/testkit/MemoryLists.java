package org.dectory.testkit;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dectory.api.identity.LoginId;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFileRow;
import org.dectory.api.store.UserRow;
import org.jspecify.annotations.Nullable;

/** Sorts, searches and cuts the lists of the {@link InMemoryStore}. */
final class MemoryLists {

    private static final Comparator<DeviceRow> BY_PPN =
            Comparator.comparingInt(row -> row.device().id().ppn());
    private static final Map<String, Comparator<DeviceRow>> DEVICE_COLUMNS = Map.of(
            "ipei", Comparator.comparing(row -> row.device().ipei()),
            "id", BY_PPN,
            "kind", Comparator.comparing(row -> row.device().kind().label()),
            "subscription",
                    Comparator.comparing(row -> row.device().subscription().name()),
            "encryption", Comparator.comparing(row -> row.device().encryption()),
            "relation", Comparator.comparing(row -> kind(row.relation())),
            "number", Comparator.comparing(row -> number(row.user())),
            "name", Comparator.comparing(row -> fold(name(row.user()))));

    private static final Comparator<UserRow> BY_UID =
            Comparator.comparingInt(row -> row.user().id().uid());
    private static final Map<String, Comparator<UserRow>> USER_COLUMNS = Map.of(
            "number", Comparator.comparing(row -> row.user().number().value()),
            "id", BY_UID,
            "loginId", Comparator.comparing(row -> loginId(row.user())),
            "name", Comparator.comparing(row -> fold(row.user().name())),
            "external", Comparator.comparing(row -> row.user().external()),
            "relation", Comparator.comparing(row -> kind(row.relation())),
            "ipei", Comparator.comparing(row -> ipei(row.device())));

    private static final Comparator<UserFileRow> BY_USER =
            Comparator.comparingInt(row -> row.user().id().uid());
    private static final Map<String, Comparator<UserFileRow>> FILE_COLUMNS = Map.of(
            "file", Comparator.comparing(row -> row.file().name()),
            "number", Comparator.comparing(row -> row.user().number().value()),
            "name", Comparator.comparing(row -> fold(row.user().name())),
            "imported", Comparator.comparing(row -> row.file().imported().orElse(Instant.MIN)),
            "due", Comparator.comparing(row -> row.file().due()));

    private MemoryLists() {}

    static Page<UserFileRow> files(Stream<UserFileRow> rows, PageRequest request) {
        return page(rows, request, column(FILE_COLUMNS, request, "file").thenComparing(BY_USER), row -> {
            User user = row.user();
            return List.of(
                    row.file().name(),
                    row.file().problem().orElse(""),
                    user.number().value(),
                    user.name());
        });
    }

    static Page<DeviceRow> devices(Stream<DeviceRow> rows, PageRequest request) {
        return page(rows, request, column(DEVICE_COLUMNS, request, "ipei").thenComparing(BY_PPN), row -> {
            Device device = row.device();
            return List.of(
                    device.ipei().toString(),
                    device.ipei().compact(),
                    Integer.toString(device.id().ppn()),
                    device.kind().label(),
                    device.subscription().name(),
                    kind(row.relation()),
                    number(row.user()),
                    name(row.user()));
        });
    }

    static Page<UserRow> users(Stream<UserRow> rows, PageRequest request) {
        return page(rows, request, column(USER_COLUMNS, request, "number").thenComparing(BY_UID), row -> {
            User user = row.user();
            return List.of(
                    user.number().value(),
                    Integer.toString(user.id().uid()),
                    loginId(user),
                    user.name(),
                    kind(row.relation()),
                    ipei(row.device()),
                    row.device().map(device -> device.ipei().compact()).orElse(""));
        });
    }

    private static <T> Comparator<T> column(Map<String, Comparator<T>> columns, PageRequest request, String first) {
        @Nullable Comparator<T> order = columns.get(request.sort().isEmpty() ? first : request.sort());
        if (order == null) {
            throw new IllegalArgumentException(
                    "sort: '" + request.sort() + "' (expected: one of " + columns.keySet() + ")");
        }
        return order;
    }

    private static <T> Page<T> page(
            Stream<T> rows, PageRequest request, Comparator<T> order, Function<T, List<String>> columns) {
        String wanted = fold(request.search());
        List<T> found = rows.filter(row ->
                        columns.apply(row).stream().anyMatch(text -> fold(text).contains(wanted)))
                .sorted(request.descending() ? order.reversed() : order)
                .toList();
        return new Page<>(
                found.stream().skip(request.offset()).limit(request.limit()).toList(), found.size());
    }

    /** By way of capitals, so that the sharp s finds its double form too. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static String kind(Optional<Relation> relation) {
        return relation.map(tie -> tie.kind().name()).orElse("");
    }

    private static String number(Optional<User> user) {
        return user.map(some -> some.number().value()).orElse("");
    }

    private static String name(Optional<User> user) {
        return user.map(User::name).orElse("");
    }

    private static String loginId(User user) {
        return user.loginId().map(LoginId::value).orElse("");
    }

    private static String ipei(Optional<Device> device) {
        return device.map(some -> some.ipei().toString()).orElse("");
    }
}
