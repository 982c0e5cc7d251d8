package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store promises about its lists. */
@Tag("DAT-06")
interface ListContract extends OpenedStore {

    /** Three devices and three users; the second device is with 'Ärne', the first with 'bert'. */
    private void fill() {
        opened().write(tx -> {
            Device first = tx.addDevice(new Ipei(12, 300), HandsetKind.GAP, false);
            Device second = tx.addDevice(new Ipei(12, 200), HandsetKind.PHONE_142D, true);
            tx.addDevice(new Ipei(7, 400), HandsetKind.PHONE_600_700, false);
            User bert = tx.addUser(new UserNumber("203"), Optional.of(new LoginId("x1")), "bert", false);
            User arne = tx.addUser(new UserNumber("201"), Optional.empty(), "Ärne 100%_a\\b", true);
            tx.addUser(new UserNumber("202"), Optional.of(new LoginId("A9")), "Carla Weiß", false);
            tx.link(first.id(), bert.id(), Relation.Kind.FIXED);
            return tx.link(second.id(), arne.id(), Relation.Kind.DYNAMIC);
        });
    }

    @Test
    default void joinsDevicesWithTheirUsers() {
        fill();

        List<DeviceRow> devices =
                opened().read(view -> view.devices(PageRequest.first(10))).rows();

        assertThat(devices).extracting(row -> row.device().ipei().psn()).containsExactly(400, 200, 300);
        assertThat(devices.get(0).relation()).isEmpty();
        assertThat(devices.get(0).user()).isEmpty();
        assertThat(devices.get(1).relation().orElseThrow().kind()).isEqualTo(Relation.Kind.DYNAMIC);
        assertThat(devices.get(1).user().orElseThrow().number().value()).isEqualTo("201");
    }

    @Test
    default void joinsUsersWithTheirDevices() {
        fill();

        List<UserRow> users =
                opened().read(view -> view.users(PageRequest.first(10))).rows();

        assertThat(users).extracting(row -> row.user().number().value()).containsExactly("201", "202", "203");
        assertThat(users.get(0).device().orElseThrow().kind()).isEqualTo(HandsetKind.PHONE_142D);
        assertThat(users.get(1).device()).isEmpty();
        assertThat(users.get(2).relation().orElseThrow().kind()).isEqualTo(Relation.Kind.FIXED);
    }

    @Test
    default void sortsByEveryColumnInBothDirections() {
        fill();

        for (String column :
                List.of("ipei", "id", "kind", "subscription", "encryption", "relation", "number", "name")) {
            List<DeviceRow> rising = new ArrayList<>(devices(column, false).rows());
            Collections.reverse(rising);
            assertThat(devices(column, true).rows()).as(column).isEqualTo(rising);
        }
        for (String column : List.of("number", "id", "loginId", "name", "external", "relation", "ipei")) {
            List<UserRow> rising = new ArrayList<>(users(column, false).rows());
            Collections.reverse(rising);
            assertThat(users(column, true).rows()).as(column).isEqualTo(rising);
        }
    }

    @Test
    default void sortsEachColumnByItsOwnOrder() {
        fill();

        assertThat(psns("kind")).containsExactly(200, 400, 300);
        assertThat(psns("id")).containsExactly(300, 200, 400);
        assertThat(psns("encryption")).containsExactly(300, 400, 200);
        assertThat(psns("number")).containsExactly(400, 200, 300);
        assertThat(psns("name")).containsExactly(400, 300, 200);
        assertThat(psns("relation")).containsExactly(400, 200, 300);
        assertThat(numbers("id")).containsExactly("203", "201", "202");
        assertThat(numbers("loginId")).containsExactly("201", "202", "203");
        assertThat(numbers("name")).containsExactly("203", "202", "201");
        assertThat(numbers("external")).containsExactly("203", "202", "201");
        assertThat(numbers("ipei")).containsExactly("202", "201", "203");
    }

    private List<Integer> psns(String sort) {
        return devices(sort, false).rows().stream()
                .map(row -> row.device().ipei().psn())
                .toList();
    }

    private List<String> numbers(String sort) {
        return users(sort, false).rows().stream()
                .map(row -> row.user().number().value())
                .toList();
    }

    private Page<DeviceRow> devices(String sort, boolean descending) {
        return opened().read(view -> view.devices(new PageRequest(0, 10, sort, descending, "")));
    }

    private Page<UserRow> users(String sort, boolean descending) {
        return opened().read(view -> view.users(new PageRequest(0, 10, sort, descending, "")));
    }

    @Test
    default void searchesEveryColumnInAnyCase() {
        fill();

        assertThat(foundDevices("BERT")).containsExactly(300);
        assertThat(foundDevices("ärne")).containsExactly(200);
        assertThat(foundDevices("142D")).containsExactly(200);
        assertThat(foundDevices("600-7")).containsExactly(400);
        assertThat(foundDevices("dynamic")).containsExactly(200);
        assertThat(foundDevices("00012 00003")).containsExactly(300);
        assertThat(foundDevices("0001200003")).containsExactly(300);
        assertThat(foundUsers("ÄRNE")).containsExactly("201");
        assertThat(foundUsers("WEISS")).containsExactly("202");
        assertThat(foundUsers("a9")).containsExactly("202");
        assertThat(foundUsers("20")).containsExactly("201", "202", "203");
        assertThat(foundUsers("nobody")).isEmpty();
    }

    @Test
    default void takesSignsOfTheQueryLanguageLiterally() {
        fill();

        assertThat(foundUsers("%")).containsExactly("201");
        assertThat(foundUsers("100%_")).containsExactly("201");
        assertThat(foundUsers("a\\B")).containsExactly("201");
        assertThat(foundUsers("_b")).isEmpty();
        assertThat(foundUsers("' OR 1=1 --")).isEmpty();
    }

    private List<Integer> foundDevices(String search) {
        Page<DeviceRow> page = opened().read(view -> view.devices(new PageRequest(0, 10, "", false, search)));
        assertThat(page.total()).isEqualTo(page.rows().size());
        return page.rows().stream().map(row -> row.device().ipei().psn()).toList();
    }

    private List<String> foundUsers(String search) {
        Page<UserRow> page = opened().read(view -> view.users(new PageRequest(0, 10, "", false, search)));
        assertThat(page.total()).isEqualTo(page.rows().size());
        return page.rows().stream().map(row -> row.user().number().value()).toList();
    }

    @Test
    default void cutsPagesThatJoinWithoutAGap() {
        opened().write(tx -> {
            for (int i = 0; i < 25; i++) {
                tx.addUser(new UserNumber("n" + i), Optional.empty(), "same", false);
            }
            return "filled";
        });

        List<Integer> ids = new ArrayList<>();
        for (int offset = 0; offset < 30; offset += 10) {
            int start = offset;
            Page<UserRow> page = opened().read(view -> view.users(new PageRequest(start, 10, "name", false, "same")));
            assertThat(page.total()).isEqualTo(25);
            page.rows().forEach(row -> ids.add(row.user().id().uid()));
        }

        assertThat(ids).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void refusesAColumnThatIsNotThere() {
        PageRequest request = new PageRequest(0, 10, "password", false, "");

        assertThatThrownBy(() -> opened().read(view -> view.devices(request)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> opened().read(view -> view.users(request)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
