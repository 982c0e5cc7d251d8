package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.itests.container.House;

/** What administrators do and see. Each deed is over when the appliance has come to rest. */
final class Office {

    private final Site site;

    Office(Site site) {
        this.site = site;
    }

    private DataSetService dataSets() {
        return site.service(DataSetService.class);
    }

    // People

    /** Makes a local user. */
    Person employs(Person person) {
        done(dataSets().addUser(draft(person, Map.of()), House.actor()));
        return person;
    }

    private <T> T done(java.util.concurrent.CompletionStage<T> stage) {
        T result = House.done(stage);
        site.isQuiet();
        return result;
    }

    private static UserDraft draft(Person person, Map<String, String> values) {
        return new UserDraft(
                new UserNumber(person.number()),
                person.loginId().map(LoginId::new),
                person.name(),
                Optional.of(Secret.of(person.pin())),
                values);
    }

    /** Changes something of a user's data. */
    void gives(Person person, Map<String, String> values) {
        UserRow row = find(person);
        done(dataSets().changeUser(row.user().id(), row.user().revision(), draft(person, values), House.actor()));
    }

    void deletes(Person person) {
        assertThat(done(dataSets().removeUser(find(person).user().id(), House.actor())))
                .isTrue();
    }

    UserRow find(Person person) {
        User user = site.service(Store.class)
                .read(view -> view.findUser(new UserNumber(person.number())))
                .orElseThrow(() -> new AssertionError("there is no user " + person.number()));
        return dataSets().findUser(user.id()).orElseThrow();
    }

    // Phones

    /** Announces a phone, which may then subscribe by the system's authentication code. */
    void announces(Phone phone) {
        announces(phone.ipei());
    }

    void announces(Ipei ipei) {
        done(dataSets().addDevice(new DeviceDraft(ipei, HandsetKind.UNKNOWN, Optional.empty(), false), House.actor()));
    }

    void deletes(Phone phone) {
        assertThat(done(dataSets().removeDevice(find(phone).device().id(), House.actor())))
                .isTrue();
    }

    DeviceRow find(Phone phone) {
        return findIfThere(phone).orElseThrow(() -> new AssertionError("there is no device " + phone.ipei()));
    }

    Optional<DeviceRow> findIfThere(Phone phone) {
        return site.service(Store.class)
                .read(view -> view.findDevice(phone.ipei()))
                .flatMap(device -> dataSets().findDevice(device.id()));
    }

    List<DeviceRow> devices() {
        return dataSets().devices(new PageRequest(0, 100, "id", false, "")).rows();
    }

    // Logins

    void logsOut(Phone phone) {
        assertThat(done(site.service(SharingService.class)
                        .logout(find(phone).device().id(), House.actor())))
                .isTrue();
    }

    int setsLoginType(LoginType type) {
        return done(site.service(SharingService.class).loginType(type, House.actor()));
    }

    /** The pages say that somebody is logged in at a phone, and both sides agree. */
    void says(Phone phone, Person person) {
        Relation relation =
                relation(phone).orElseThrow(() -> new AssertionError("nobody is logged in at " + phone.look()));
        assertThat(relation.user()).isEqualTo(find(person).user().id());
        assertThat(site.service(Store.class).<Optional<Relation>>read(view -> view.findRelation(relation.user())))
                .contains(relation);
    }

    void saysNobodyAt(Phone phone) {
        assertThat(relation(phone)).isEmpty();
    }

    private Optional<Relation> relation(Phone phone) {
        return site.service(Store.class)
                .read(view -> view.findDevice(phone.ipei()).flatMap(device -> view.findRelation(device.id())));
    }

    // Subscription

    SubscriptionPage subscription() {
        return new SubscriptionPage(site);
    }

    /** The latest failed attempt to subscribe. */
    RefusedSubscription.Reason latestRefusal(Phone phone) {
        return site.service(SubscriptionService.class).refusals().stream()
                .filter(refusal -> refusal.phone().equals(phone.ipei()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no refusal of " + phone.ipei() + " is listed"))
                .reason();
    }
}
