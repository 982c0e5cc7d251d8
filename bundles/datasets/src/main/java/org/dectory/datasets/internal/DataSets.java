package org.dectory.datasets.internal;

import static java.util.concurrent.CompletableFuture.failedStage;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
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
        return store.read(view -> view.findDevice(id).map(device -> row(view, device)));
    }

    @Override
    public CompletionStage<DeviceRow> addDevice(DeviceDraft draft, Actor actor) {
        if (draft.authenticationCode()
                .filter(code -> !UserDraftCheck.isDigits(code))
                .isPresent()) {
            return failedStage(
                    UserDraftCheck.refused("authenticationCode", "An authentication code is 1 to 8 digits."));
        }
        return store.write(actor, tx -> {
            Device device = unique(
                    () -> tx.addDevice(draft.ipei(), draft.kind(), draft.encryption()),
                    Map.of(NotUniqueException.Field.IPEI, "There is a device " + draft.ipei() + " already."));
            draft.authenticationCode()
                    .ifPresent(code ->
                            tx.secrets().put(SecretOwner.of(device.id()), SecretKind.AUTHENTICATION_CODE, code));
            return row(tx, device);
        });
    }

    @Override
    public CompletionStage<Boolean> removeDevice(DeviceId id, Actor actor) {
        return store.write(actor, tx -> {
            boolean there = tx.findDevice(id).isPresent();
            tx.removeDevice(id);
            return there;
        });
    }

    @Override
    public Page<UserRow> users(PageRequest request) {
        return store.read(view -> view.users(request));
    }

    @Override
    public Optional<UserRow> findUser(UserId id) {
        return store.read(view -> view.findUser(id).map(user -> row(view, user)));
    }

    @Override
    public Optional<UserData> findUserData(UserId id) {
        return store.read(view -> view.findUser(id).map(user -> UserData.of(view, user)));
    }

    @Override
    public CompletionStage<UserRow> addUser(UserDraft draft, Actor actor) {
        return checked(
                draft,
                checked -> store.write(actor, tx -> {
                    User user = unique(
                            () -> tx.addUser(draft.number(), draft.loginId(), draft.name(), false), taken(draft));
                    return write(tx, user, checked);
                }));
    }

    @Override
    public CompletionStage<UserRow> changeUser(UserId id, long revision, UserDraft draft, Actor actor) {
        return checked(
                draft,
                checked -> store.write(actor, tx -> {
                    User now =
                            tx.findUser(id).orElseThrow(() -> new NotFoundException("User " + id.uid() + " is gone."));
                    requireLocal(now);
                    User changed = new User(
                            id, revision, draft.number(), draft.loginId(), draft.name(), now.external(), now.created());
                    return write(tx, unique(() -> tx.update(changed), taken(draft)), checked);
                }));
    }

    @Override
    public CompletionStage<Boolean> removeUser(UserId id, Actor actor) {
        return store.write(actor, tx -> {
            boolean there = tx.findUser(id).isPresent();
            tx.removeUser(id);
            return there;
        });
    }

    /** Judges a draft by itself and against the feature access codes, then goes on with it. */
    private CompletionStage<UserRow> checked(
            UserDraft draft, Function<UserDraftCheck.Checked, CompletionStage<UserRow>> next) {
        try {
            UserDraftCheck.Checked checked = UserDraftCheck.check(draft);
            requireNoFac(draft.number());
            return next.apply(checked);
        } catch (DataSetException e) {
            return failedStage(e);
        }
    }

    private void requireNoFac(UserNumber number) {
        FacService service = facs.get();
        String facNumber = service == null ? "" : service.number();
        if (facNumber.isEmpty()) {
            return;
        }
        if (number.value().equals(facNumber)) {
            throw conflict("number", "Number " + number + " is the number of the feature access codes.");
        }
        if (number.value().startsWith(facNumber)) {
            logger.warn("Number {} begins with the number of the feature access codes", number);
        }
    }

    private static void requireLocal(User user) {
        if (user.external()) {
            throw conflict("external", "User " + user.number() + " comes from a file and is changed there.");
        }
    }

    /** Writes what belongs to a user besides the record. */
    private static UserRow write(StoreTransaction tx, User user, UserDraftCheck.Checked checked) {
        SecretOwner owner = SecretOwner.of(user.id());
        tx.putLayer(user.id(), Layer.ADMINISTRATOR, checked.values());
        checked.draft().pin().ifPresent(pin -> {
            tx.secrets().put(owner, SecretKind.PIN_ADMINISTRATOR, pin);
            // It would not count beside one that was set at a phone.
            tx.secrets().erase(owner, SecretKind.PIN_PHONE);
        });
        checked.secrets()
                .forEach((kind, secret) -> secret.ifPresentOrElse(
                        given -> tx.secrets().put(owner, kind, given),
                        () -> tx.secrets().erase(owner, kind)));
        return row(tx, user);
    }

    private static Map<NotUniqueException.Field, String> taken(UserDraft draft) {
        return Map.of(
                NotUniqueException.Field.NUMBER, "Number " + draft.number() + " is taken.",
                NotUniqueException.Field.LOGIN_ID,
                        "Login ID " + draft.loginId().map(LoginId::value).orElse("") + " is taken.");
    }

    /** Says which field is taken; thrown inside the transaction, it undoes it. */
    private static <T> T unique(Supplier<T> change, Map<NotUniqueException.Field, String> sentences) {
        try {
            return change.get();
        } catch (NotUniqueException e) {
            String field = switch (e.field()) {
                case IPEI -> "ipei";
                case NUMBER -> "number";
                case LOGIN_ID -> "loginId";
                case DEVICE_RELATION, USER_RELATION -> "";
            };
            throw conflict(field, sentences.getOrDefault(e.field(), "It is taken."));
        }
    }

    private static DataSetException conflict(String field, String message) {
        return new DataSetException(DataSetException.Kind.CONFLICT, field, message);
    }

    private static DeviceRow row(StoreView view, Device device) {
        Optional<Relation> relation = view.findRelation(device.id());
        return new DeviceRow(device, relation, relation.map(Relation::user).flatMap(view::findUser));
    }

    private static UserRow row(StoreView view, User user) {
        Optional<Relation> relation = view.findRelation(user.id());
        return new UserRow(user, relation, relation.map(Relation::device).flatMap(view::findDevice));
    }
}
