package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.dectory.api.fac.FacAction;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes phones show whose they are, and lets each do one thing at a time.
 *
 * <p>What is shown is always read from the store, in the phone's mailbox, after the change that calls for it. So whatever
 * overtakes whatever, a phone ends up showing what is stored.
 */
@Component(
        name = "org.dectory.sharing.phones",
        service = Phones.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class Phones {

    private final Store store;
    private final Radio radio;
    private final LeftData leftData;

    /** The phones where a login, a logout or a change of the PIN is in progress, with whether its person has hung up since. */
    private final ConcurrentMap<Ipei, Boolean> busy = new ConcurrentHashMap<>();

    /** Takes the services. */
    @Activate
    public Phones(@Reference Store store, @Reference Radio radio) {
        this.store = store;
        this.radio = radio;
        this.leftData = new LeftData(store, radio);
    }

    boolean isBusy(Ipei phone) {
        return busy.containsKey(phone);
    }

    /** A person has hung up: whoever began something at the phone has gone. In the phone's mailbox. */
    void hungUp(Ipei phone) {
        busy.replace(phone, true);
    }

    /** Whether the person has hung up since what is in progress at the phone was begun. */
    boolean hasHungUp(Ipei phone) {
        return busy.getOrDefault(phone, false);
    }

    /** Runs a login, a logout or a change of the PIN unless another one is in progress at the phone. */
    CompletionStage<FacAction.Result> exclusively(Ipei phone, Supplier<CompletionStage<FacAction.Result>> procedure) {
        if (busy.putIfAbsent(phone, false) != null) {
            return completedStage(Notice.IN_PROGRESS.result());
        }
        CompletionStage<FacAction.Result> outcome;
        try {
            outcome = procedure.get();
        } catch (RuntimeException e) {
            outcome = failedStage(e);
        }
        return outcome.whenComplete((result, failure) -> busy.remove(phone));
    }

    /** Clears what the last user left behind and shows whose the phone is now. In the phone's mailbox. */
    void loggedOut(DeviceId id, boolean keepLocalDirectory) {
        Optional<Holder> holder = store.read(view -> view.findDevice(id).map(device -> Holder.of(view, device)));
        holder.ifPresent(now -> {
            leftData.clear(now.device(), keepLocalDirectory);
            show(now);
        });
    }

    /** Shows whose a phone is now. In the phone's mailbox. */
    void refresh(Ipei phone) {
        findHolder(phone).ifPresent(now -> {
            leftData.clearIfLeft(now.device());
            show(now);
        });
    }

    /** Gives a phone its user's settings, which have changed; what it shows stays. In the phone's mailbox. */
    void reconfigure(Ipei phone) {
        findHolder(phone)
                .filter(now -> now.user().isPresent())
                .ifPresent(now -> now.settings().to(radio, phone));
    }

    /**
     * Shows whose a phone is that has just appeared. In the phone's mailbox.
     *
     * <p>An unbound phone is cleared once more: it may have been off, or the appliance may have died, when it was logged
     * out. Its local phone book goes only if it is known to be due, since after a logout that kept it, it must stay.
     */
    void attached(Ipei phone) {
        findHolder(phone).ifPresent(now -> {
            if (now.user().isEmpty()) {
                leftData.clear(now.device(), true);
            } else {
                leftData.clearIfLeft(now.device());
            }
            show(now);
        });
    }

    /** Takes a deleted device out of service, unless it has been made anew. In the phone's mailbox. */
    void removed(DeviceId id, Ipei phone, boolean keepLocalDirectory) {
        leftData.forget(id);
        boolean madeAnew = findHolder(phone)
                .filter(now -> now.device().subscription() != Device.SubscriptionState.NONE)
                .isPresent();
        if (!madeAnew) {
            radio.clearUserData(phone, keepLocalDirectory);
            radio.showLoginPrompt(phone);
            radio.terminateAccessRights(phone);
        }
    }

    private Optional<Holder> findHolder(Ipei phone) {
        return store.read(view -> view.findDevice(phone).map(device -> Holder.of(view, device)));
    }

    private void show(Holder now) {
        Ipei phone = now.device().ipei();
        if (now.user().isPresent()) {
            User user = now.user().get();
            radio.showUser(phone, user.name(), user.number().value());
            now.settings().to(radio, phone);
        } else {
            radio.showLoginPrompt(phone);
        }
    }

    /**
     * A device and who holds it.
     *
     * @param device the device
     * @param user who holds it; empty if nobody does
     * @param settings what the phone is given for that user
     */
    private record Holder(Device device, Optional<User> user, PhoneSettings.Given settings) {

        static Holder of(StoreView view, Device device) {
            Optional<User> user =
                    view.findRelation(device.id()).map(Relation::user).flatMap(view::findUser);
            return new Holder(
                    device,
                    user,
                    user.map(known -> PhoneSettings.of(view, known)).orElse(PhoneSettings.Given.NOTHING));
        }
    }
}
