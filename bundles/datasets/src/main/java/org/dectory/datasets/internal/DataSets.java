package org.dectory.datasets.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.EffectiveData;
import org.dectory.api.fac.FacService;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.dectory.api.userdata.UserData;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data sets in the store, under the rules for administrators. */
@Component(service = DataSetService.class, configurationPid = "org.dectory.datasets")
public final class DataSets implements DataSetService {

    private static final Logger logger = LoggerFactory.getLogger(DataSets.class);

    private final Store store;
    private final AtomicReference<@Nullable FacService> facs = new AtomicReference<>();

    /** Takes the store; without feature access codes no number clashes with theirs. */
    @Activate
    public DataSets(@Reference Store store) {
        this.store = store;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFacs(FacService service) {
        facs.set(service);
    }

    void unbindFacs(FacService service) {
        facs.compareAndSet(service, null);
    }

    @Override
    public Page<DeviceRow> devices(PageRequest request) {
        return store.read(view -> view.devices(request));
    }

    @Override
    public Optional<DeviceRow> findDevice(DeviceId id) {
        return store.read(view -> view.findDevice(id).map(device -> Rows.of(view, device)));
    }

    @Override
    public CompletionStage<DeviceRow> addDevice(DeviceDraft draft, Actor actor) {
        return checked(() -> DeviceCheck.check(draft))
                .thenCompose(checked -> store.write(actor, tx -> Rows.of(tx, Devices.add(tx, checked))));
    }

    @Override
    public CompletionStage<DeviceRow> changeDevice(DeviceId id, long revision, DeviceChange change, Actor actor) {
        return checked(() -> DeviceCheck.check(change))
                .thenCompose(checked -> store.write(actor, tx -> Devices.change(tx, id, revision, checked)));
    }

    @Override
    public CompletionStage<Boolean> removeDevice(DeviceId id, Actor actor) {
        return store.write(actor, tx -> Devices.remove(tx, id));
    }

    @Override
    public CompletionStage<DeviceRow> addPair(DeviceDraft device, UserDraft user, Actor actor) {
        return checked(() -> requireNoFac(user.number()))
                .thenCompose(number -> checked(() -> DeviceCheck.check(device)))
                .thenCompose(checked -> store.write(actor, tx -> {
                    requireStillNoFac(user);
                    Device added = Devices.add(tx, checked);
                    tx.link(added.id(), Users.add(tx, user).id(), Relation.Kind.FIXED);
                    return Rows.of(tx, added);
                }));
    }

    @Override
    public CompletionStage<Boolean> removePair(DeviceId id, Actor actor) {
        return store.write(actor, tx -> Devices.removePair(tx, id));
    }

    @Override
    public CompletionStage<DeviceRow> changeRelation(DeviceId id, Relation.Kind kind, Actor actor) {
        return store.write(actor, tx -> Devices.changeRelation(tx, id, kind));
    }

    @Override
    public Page<UserRow> users(PageRequest request) {
        return store.read(view -> view.users(request));
    }

    @Override
    public Optional<UserRow> findUser(UserId id) {
        return store.read(view -> view.findUser(id).map(user -> Rows.of(view, user)));
    }

    @Override
    public Optional<UserData> findUserData(UserId id) {
        return store.read(view -> view.findUser(id).map(user -> UserData.of(view, user)));
    }

    @Override
    public Optional<EffectiveData> findEffectiveData(UserId id) {
        return store.read(view -> view.findUser(id).map(user -> Effective.of(view, user)));
    }

    @Override
    public CompletionStage<UserRow> addUser(UserDraft draft, Actor actor) {
        return checked(() -> requireNoFac(draft.number()))
                .thenCompose(number -> store.write(actor, tx -> {
                    requireStillNoFac(draft);
                    return Rows.of(tx, Users.add(tx, draft));
                }));
    }

    @Override
    public CompletionStage<UserRow> changeUser(UserId id, long revision, UserDraft draft, Actor actor) {
        return checked(() -> requireNoFac(draft.number()))
                .thenCompose(number -> store.write(actor, tx -> {
                    requireStillNoFac(draft);
                    return Users.change(tx, id, revision, draft);
                }));
    }

    @Override
    public CompletionStage<Boolean> removeUser(UserId id, Actor actor) {
        return store.write(actor, tx -> Users.remove(tx, id));
    }

    @Override
    public CompletionStage<UserRow> makeLocal(UserId id, Actor actor) {
        return store.write(actor, tx -> Localizing.apply(tx, id));
    }

    @Override
    public CompletionStage<Boolean> forgetPhonePin(UserId id, Actor actor) {
        return store.write(actor, tx -> Users.forgetPhonePin(tx, id));
    }

    @Override
    public SystemData systemData() {
        return store.read(SystemData::of);
    }

    @Override
    public CompletionStage<SystemData> changeSystemData(Map<SystemKey, String> values, Actor actor) {
        return checked(() -> SystemSettings.check(values))
                .thenCompose(checked -> store.write(actor, tx -> SystemSettings.change(tx, checked)));
    }

    /** What the check lets through, or the refusal, as a stage. */
    private static <T> CompletionStage<T> checked(Supplier<T> check) {
        try {
            return completedStage(check.get());
        } catch (DataSetException e) {
            return failedStage(e);
        }
    }

    /** Within the transaction: the codes may have got that number meanwhile, and look for such users after that. */
    private void requireStillNoFac(UserDraft draft) {
        requireNotEqual(draft.number(), facNumber());
    }

    private String facNumber() {
        FacService service = facs.get();
        return service == null ? "" : service.number();
    }

    private static void requireNotEqual(UserNumber number, String facNumber) {
        if (!facNumber.isEmpty() && number.value().equals(facNumber)) {
            throw Refused.conflict("number", "Number " + number + " is the number of the feature access codes.");
        }
    }

    private UserNumber requireNoFac(UserNumber number) {
        String facNumber = facNumber();
        requireNotEqual(number, facNumber);
        if (!facNumber.isEmpty() && number.value().startsWith(facNumber)) {
            logger.warn("Number {} begins with the number of the feature access codes", number);
        }
        return number;
    }
}
