package org.dectory.sharing.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what people do with phones besides calling: switch them on, use the menu and settings, put them into the charger. */
@Component(
        name = "org.dectory.sharing.events",
        service = PhoneHandler.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PhoneEvents implements PhoneHandler {

    private static final Logger logger = LoggerFactory.getLogger(PhoneEvents.class);

    private final Store store;
    private final Radio radio;
    private final Phones phones;
    private final LoginAction login;
    private final LogoutAction logout;
    private final PinChange pinChange;
    private final PhoneSettings settings;
    private final Charging charging;

    /** Where what is in progress was chosen in the menu. */
    private final Set<Ipei> inMenu = ConcurrentHashMap.newKeySet();

    /** Takes the services; the follower must be there first, so that a phone that is shown whose it is misses nothing after that. */
    @Activate
    public PhoneEvents(
            @Reference Store store,
            @Reference Radio radio,
            @Reference Phones phones,
            @Reference LoginAction login,
            @Reference LogoutAction logout,
            @Reference PinChange pinChange,
            @Reference FeedFollower follower) {
        this.store = store;
        this.radio = radio;
        this.phones = phones;
        this.login = login;
        this.logout = logout;
        this.pinChange = pinChange;
        this.settings = new PhoneSettings(store);
        this.charging = new Charging(store, radio);
    }

    @Override
    public void attached(Ipei phone, HandsetKind kind) {
        phones.attached(phone);
    }

    /**
     * Who hangs up breaks off what was dialled; what was chosen in the menu goes on. The login prompt that a phone without an idle
     * display shows off hook is the driver's business.
     */
    @Override
    public void hook(Ipei phone, boolean offHook) {
        if (!offHook && !inMenu.contains(phone)) {
            phones.hungUp(phone);
        }
    }

    @Override
    public void menu(Ipei phone, MenuItem item, String digits) {
        // Digits typed with another item may be a PIN: they go no further.
        String rest = item == MenuItem.LOGIN || item == MenuItem.LOGOUT ? digits : "";
        Optional<Dialled> chosen = store.read(view -> view.findDevice(phone)
                .map(known -> new Dialled(known, view.findRelation(known.id()), known.kind(), rest)));
        chosen.ifPresent(dialled -> {
            switch (item) {
                case LOGIN -> perform(login, dialled);
                case LOGOUT -> perform(logout, dialled);
                case STATUS -> radio.display(phone, status(dialled.device()));
                case CHANGE_PIN -> changePin(dialled);
            }
        });
    }

    /** The same way as by a feature access code, but for the tones. What was done shows itself: the idle display changes. */
    private void perform(FacAction action, Dialled dialled) {
        Ipei phone = dialled.device().ipei();
        Optional<String> refusal = action.refuse(dialled);
        if (refusal.isPresent()) {
            radio.display(phone, refusal.get());
            return;
        }
        inMenu.add(phone);
        action.perform(dialled).whenComplete((result, failure) -> {
            inMenu.remove(phone);
            if (!(result instanceof FacAction.Result.Done)) {
                radio.display(phone, text(phone, result, failure));
            }
        });
    }

    private void changePin(Dialled chosen) {
        Ipei phone = chosen.device().ipei();
        pinChange.perform(chosen).whenComplete((result, failure) -> radio.display(phone, text(phone, result, failure)));
    }

    private static String text(Ipei phone, FacAction.@Nullable Result result, @Nullable Throwable failure) {
        if (result instanceof FacAction.Result.Done done) {
            return done.display();
        }
        if (result instanceof FacAction.Result.Failed failed) {
            return failed.display();
        }
        logger.error("The menu of phone {} failed", phone, failure);
        return Notice.SYSTEM_FAILURE.text();
    }

    @Override
    public void charger(Ipei phone, boolean inCharger, boolean silentCharging) {
        charging.changed(phone, inCharger, silentCharging);
    }

    /** In the end the phone is given what counts: that may be something else, such as a barred key lock. */
    @Override
    public void changed(Ipei phone, Map<String, String> changes) {
        settings.changed(phone, changes).thenRunAsync(() -> phones.reconfigure(phone), radio.mailbox(phone));
    }

    private String status(Device device) {
        return store.read(view -> StatusPage.of(view, device, radio.park()));
    }
}
