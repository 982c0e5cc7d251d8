package org.dectory.sharing.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** What administrators do about logins. Each is one transaction; what the phones show follows from the change feed. */
@Component(
        name = "org.dectory.sharing.service",
        service = SharingService.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PhoneSharing implements SharingService {

    private final Store store;
    private final LivePolicy policy;
    private final WrongPins pins;

    /** Takes the services. */
    @Activate
    public PhoneSharing(@Reference Store store, @Reference LivePolicy policy, @Reference WrongPins pins) {
        this.store = store;
        this.pins = pins;
        this.policy = policy;
    }

    @Override
    public CompletionStage<Boolean> logout(DeviceId device, Actor actor) {
        return store.write(actor, tx -> {
            Optional<Relation> login =
                    tx.findRelation(device).filter(relation -> relation.kind() == Relation.Kind.DYNAMIC);
            login.ifPresent(relation -> tx.unlink(relation.device()));
            return login.isPresent();
        });
    }

    @Override
    public LoginType loginType() {
        return store.read(LoginType::of);
    }

    @Override
    public CompletionStage<Integer> loginType(LoginType type, Actor actor) {
        return store.write(actor, tx -> {
            if (LoginType.of(tx) == type) {
                return 0;
            }
            tx.putState(LoginType.STATE, type.name());
            List<Relation> logins = tx.dynamicRelations();
            logins.forEach(login -> tx.unlink(login.device()));
            return logins.size();
        });
    }

    @Override
    public SharingPolicy policy() {
        return policy.current();
    }

    @Override
    public List<LoginLock> locks() {
        return pins.locks();
    }

    @Override
    public CompletionStage<Boolean> unlock(DeviceId device, Optional<UserId> user, Actor actor) {
        return pins.unlock(device, user, actor);
    }
}
