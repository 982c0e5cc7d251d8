package org.dectory.sharing.internal;

import java.util.Optional;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.Radio;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what people do with phones besides calling: they switch them on, use the menu, put them into the charger. */
@Component(
        name = "org.dectory.sharing.events",
        service = PhoneHandler.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PhoneEvents implements PhoneHandler {

    private static final Logger logger = LoggerFactory.getLogger(PhoneEvents.class);

    private final Store store;
    private final Radio radio;
    private final Phones phones;
    private final SharingService sharing;
    private final LoginAction login;
    private final LogoutAction logout;

    /** Takes the services. */
    @Activate
    public PhoneEvents(
            @Reference Store store,
            @Reference Radio radio,
            @Reference Phones phones,
            @Reference SharingService sharing,
            @Reference LoginAction login,
            @Reference LogoutAction logout) {
        this.store = store;
        this.radio = radio;
        this.phones = phones;
        this.sharing = sharing;
        this.login = login;
        this.logout = logout;
    }

    @Override
    public void attached(Ipei phone, HandsetKind kind) {
        phones.attached(phone);
    }

    /** Nothing to do: the login prompt that a phone without an idle display shows off hook is the driver's business. */
    @Override
    public void hook(Ipei phone, boolean offHook) {}

    @Override
    public void menu(Ipei phone, MenuItem item, String digits) {
        Optional<Dialled> chosen = store.read(view -> view.findDevice(phone)
                .map(known -> new Dialled(known, view.findRelation(known.id()), known.kind(), digits)));
        chosen.ifPresent(dialled -> {
            switch (item) {
                case LOGIN -> perform(login, dialled);
                case LOGOUT -> perform(logout, dialled);
                case STATUS, CHANGE_PIN -> radio.display(phone, Notice.NOT_AVAILABLE.text());
            }
        });
    }

    /** The same way as by a feature access code, but for the tones. */
    private void perform(FacAction action, Dialled dialled) {
        Ipei phone = dialled.device().ipei();
        Optional<String> refusal = action.refuse(dialled);
        if (refusal.isPresent()) {
            radio.display(phone, refusal.get());
            return;
        }
        action.perform(dialled).whenComplete((result, failure) -> radio.display(phone, text(phone, result, failure)));
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
        if (!inCharger || !silentCharging) {
            return;
        }
        store.read(view -> view.findDevice(phone).filter(device -> leavesOnCharge(view, device)))
                .ifPresent(device -> sharing.logout(device.id(), Actor.phone(phone)));
    }

    private static boolean leavesOnCharge(StoreView view, Device device) {
        return view.findRelation(device.id())
                .filter(relation -> relation.kind() == Relation.Kind.DYNAMIC)
                .flatMap(relation -> view.findUser(relation.user()))
                .filter(user -> UserData.of(view, user).isTrue(UserDataKey.AUTO_LOGOUT_ON_CHARGE))
                .isPresent();
    }
}
