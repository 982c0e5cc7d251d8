package org.dectory.rest.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.EffectiveData;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.dectory.api.userdata.UserData;

/** Data sets in memory, with few rules. */
final class FakeDataSets implements DataSetService {

    private final List<UserRow> users = new ArrayList<>();
    private final List<DeviceRow> devices = new ArrayList<>();

    Optional<PageRequest> asked = Optional.empty();
    Optional<UserDraft> drafted = Optional.empty();
    Optional<Actor> actor = Optional.empty();

    @Override
    public Page<DeviceRow> devices(PageRequest request) {
        asked = Optional.of(request);
        return new Page<>(devices, devices.size());
    }

    @Override
    public Optional<DeviceRow> findDevice(DeviceId id) {
        return devices.stream().filter(row -> row.device().id().equals(id)).findFirst();
    }

    @Override
    public CompletionStage<DeviceRow> addDevice(DeviceDraft draft, Actor by) {
        if (devices.stream().anyMatch(row -> row.device().ipei().equals(draft.ipei()))) {
            return failedStage(
                    new DataSetException(DataSetException.Kind.CONFLICT, "ipei", "There is such a device already."));
        }
        Device device = new Device(
                new DeviceId(devices.size() + 1),
                1,
                draft.ipei(),
                draft.kind(),
                Device.SubscriptionState.NONE,
                draft.encryption(),
                Instant.EPOCH);
        devices.add(new DeviceRow(device, Optional.empty(), Optional.empty()));
        return completedStage(devices.get(devices.size() - 1));
    }

    @Override
    public CompletionStage<Boolean> removeDevice(DeviceId id, Actor by) {
        return completedStage(devices.removeIf(row -> row.device().id().equals(id)));
    }

    @Override
    public Page<UserRow> users(PageRequest request) {
        asked = Optional.of(request);
        return new Page<>(users, users.size());
    }

    @Override
    public Optional<UserRow> findUser(UserId id) {
        return users.stream().filter(row -> row.user().id().equals(id)).findFirst();
    }

    @Override
    public Optional<UserData> findUserData(UserId id) {
        return findUser(id)
                .map(row -> new UserData(Map.of(
                        Layer.COMMON_FILE, Map.of("UD_VoiceMailNumber", "900", "UD_PhoneOnly", "x"),
                        Layer.ADMINISTRATOR, Map.of("UD_Vip", "TRUE"))));
    }

    @Override
    public CompletionStage<UserRow> addUser(UserDraft draft, Actor by) {
        drafted = Optional.of(draft);
        actor = Optional.of(by);
        users.add(row(users.size() + 1, 1, draft));
        return completedStage(users.get(users.size() - 1));
    }

    @Override
    public CompletionStage<UserRow> changeUser(UserId id, long revision, UserDraft draft, Actor by) {
        UserRow before = findUser(id).orElseThrow();
        if (before.user().revision() != revision) {
            return failedStage(new StaleRevisionException("user " + id.uid()));
        }
        users.set(users.indexOf(before), row(id.uid(), revision + 1, draft));
        return completedStage(findUser(id).orElseThrow());
    }

    private static UserRow row(int uid, long revision, UserDraft draft) {
        User user = new User(
                new UserId(uid), revision, draft.number(), draft.loginId(), draft.name(), false, Instant.EPOCH);
        return new UserRow(user, Optional.empty(), Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> removeUser(UserId id, Actor by) {
        return completedStage(users.removeIf(row -> row.user().id().equals(id)));
    }

    @Override
    public CompletionStage<DeviceRow> addPair(DeviceDraft device, UserDraft user, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> removePair(DeviceId id, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<DeviceRow> changeDevice(DeviceId id, long revision, DeviceChange change, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<DeviceRow> changeRelation(DeviceId id, Relation.Kind kind, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<UserRow> makeLocal(UserId id, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> forgetPhonePin(UserId id, Actor by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<EffectiveData> findEffectiveData(UserId id) {
        return findUserData(id).map(data -> new EffectiveData(data.effective(systemData())));
    }

    @Override
    public SystemData systemData() {
        return new SystemData(Map.of());
    }

    @Override
    public CompletionStage<SystemData> changeSystemData(Map<SystemKey, String> values, Actor by) {
        throw new UnsupportedOperationException();
    }
}
