package org.dectory.rest.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.Actor;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.FakeAccounts;
import org.dectory.rest.internal.http.Router;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an administrator sees and clears of wrong PINs. */
@Tag("ADM-03")
@Tag("LOG-11")
class SharingTest {

    private static final Instant UNTIL = Instant.parse("2026-11-22T12:00:00Z");

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final Logins logins = new Logins();

    @BeforeEach
    void open() {
        desk.capabilities.add(logins);
    }

    @Test
    void showsLocksOfUsersAndOfThePhone() {
        Reply reply = desk.send(router, letter("GET", "/login-locks"));

        assertThat(reply.json("total")).isEqualTo(2);
        assertThat(reply.text())
                .contains("\"ppn\":3,\"ipei\":null,\"uid\":null,\"number\":null,\"wrongPins\":6,\"locked\":false")
                .contains(
                        "\"uid\":7,\"number\":null,\"wrongPins\":5,\"locked\":true,\"until\":\"2026-11-22T12:00:00Z\"");
    }

    @Test
    void clearsThoseThatAreNamed() {
        assertThat(desk.send(router, letter("DELETE", "/login-locks/3")).status())
                .isEqualTo(204);
        assertThat(desk.send(router, letter("DELETE", "/login-locks/3/7")).status())
                .isEqualTo(204);
        assertThat(desk.send(router, letter("DELETE", "/login-locks/4")).status())
                .isEqualTo(404);

        assertThat(logins.cleared).containsExactly("3 all", "3 7", "4 all");
    }

    @Test
    @Tag("ADM-05")
    void letsAReaderLookOnly() {
        assertThat(desk.send(router, letter("GET", "/login-locks").as("viewer", FakeAccounts.PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(desk.send(router, letter("DELETE", "/login-locks/3").as("viewer", FakeAccounts.PASSWORD))
                        .status())
                .isEqualTo(403);
        assertThat(logins.cleared).isEmpty();
    }

    @Test
    @Tag("LOG-04")
    void showsThePolicy() {
        Reply reply = desk.send(router, letter("GET", "/login-policy"));

        assertThat(reply.json())
                .containsEntry("userTakeover", "wait")
                .containsEntry("takeoverWaitSeconds", 60)
                .containsEntry("signOutAt", "22:30")
                .containsEntry("zone", "Europe/Berlin")
                .containsEntry("lockMinutes", 15);
    }

    /** A phone where somebody guessed. */
    private static final class Logins implements SharingService {

        private final List<String> cleared = new ArrayList<>();

        @Override
        public CompletionStage<Boolean> logout(DeviceId device, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LoginType loginType() {
            return LoginType.NUMBER;
        }

        @Override
        public CompletionStage<Integer> loginType(LoginType type, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SharingPolicy policy() {
            return new SharingPolicy(
                    SharingPolicy.UserTakeover.WAIT,
                    Duration.ofSeconds(60),
                    false,
                    Optional.empty(),
                    Optional.of(LocalTime.of(22, 30)),
                    ZoneId.of("Europe/Berlin"),
                    5,
                    Duration.ofMinutes(15),
                    15,
                    5,
                    60);
        }

        @Override
        public List<LoginLock> locks() {
            DeviceId device = new DeviceId(3);
            return List.of(
                    new LoginLock(device, Optional.empty(), 6, UNTIL, false),
                    new LoginLock(device, Optional.of(new UserId(7)), 5, UNTIL, true));
        }

        @Override
        public CompletionStage<Boolean> unlock(DeviceId device, Optional<UserId> user, Actor actor) {
            cleared.add(device.ppn() + " "
                    + user.map(id -> Integer.toString(id.uid())).orElse("all"));
            return completedStage(device.ppn() == 3);
        }
    }
}
