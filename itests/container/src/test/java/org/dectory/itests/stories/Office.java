package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.DeviceChange;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.userdata.SystemKey;
import org.dectory.api.userdata.UserDataKey;
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

    private <T> T done(CompletionStage<T> stage) {
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

    /** Makes a phone and its only user in one step. */
    void pairs(Phone phone, Person person) {
        done(dataSets()
                .addPair(
                        new DeviceDraft(phone.ipei(), HandsetKind.UNKNOWN, Optional.empty(), false),
                        draft(person, Map.of()),
                        House.actor()));
    }

    /** Announces a phone with an authentication code of its own. */
    void announces(Phone phone, String code) {
        done(dataSets()
                .addDevice(
                        new DeviceDraft(phone.ipei(), HandsetKind.UNKNOWN, Optional.of(Secret.of(code)), false),
                        House.actor()));
    }

    void makesRelation(Phone phone, Relation.Kind kind) {
        done(dataSets().changeRelation(find(phone).device().id(), kind, House.actor()));
    }

    /** Changes what there is to change of a device. */
    void changes(Phone phone, boolean encryption, String sosNumber, String manDownNumber) {
        Device device = find(phone).device();
        DeviceChange change = new DeviceChange(encryption, Optional.empty(), sosNumber, manDownNumber);
        done(dataSets().changeDevice(device.id(), device.revision(), change, House.actor()));
    }

    void setsForAll(SystemKey key, String value) {
        done(dataSets().changeSystemData(Map.of(key, value), House.actor()));
    }

    void makesLocal(Person person) {
        done(dataSets().makeLocal(find(person).user().id(), House.actor()));
    }

    void forgetsPinOf(Person person) {
        done(dataSets().forgetPhonePin(find(person).user().id(), House.actor()));
    }

    /** What counts in the end for a user. */
    String says(Person person, UserDataKey key) {
        return dataSets().findUserData(find(person).user().id()).orElseThrow().text(key);
    }

    /** What counts for a user once the settings for all are taken in. */
    String counts(Person person, UserDataKey key) {
        return dataSets()
                .findUserData(find(person).user().id())
                .orElseThrow()
                .resolved(key, dataSets().systemData());
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

    Optional<Relation> relation(Phone phone) {
        return site.service(Store.class)
                .read(view -> view.findDevice(phone.ipei()).flatMap(device -> view.findRelation(device.id())));
    }

    /** Sets how phones are shared. */
    void setsSharing(String key, Object value) {
        site.set("org.dectory.sharing", Map.of(key, value));
    }

    List<LoginLock> locks() {
        return site.service(SharingService.class).locks();
    }

    void unlocks(Phone phone, Optional<Person> person) {
        assertThat(done(site.service(SharingService.class)
                        .unlock(
                                find(phone).device().id(),
                                person.map(whom -> find(whom).user().id()),
                                House.actor())))
                .isTrue();
    }

    // Files

    /** Points provisioning at a folder of this machine. */
    void takesUsersFrom(Path folder) {
        done(site.service(ProvisioningService.class)
                .configure(
                        Optional.of(new ProvisioningService.Source("file", "", 0, folder.toString(), "")),
                        Optional.empty(),
                        House.actor()));
    }

    void imports(String login) {
        done(site.service(ProvisioningService.class).importUser(login));
    }

    void importsCommon() {
        done(site.service(ProvisioningService.class).importCommon());
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
