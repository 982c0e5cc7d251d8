package org.dectory.itests.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.itests.container.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;

/** Stories of people whom the file server judges. */
@Tag("PRV-07")
public class ServerLoginIT extends Story {

    private static final Person JULIAN = Person.called("Julian", "4711", "2580");

    private final Desk desk = new Desk();
    private ServiceRegistration<Fetcher> offered;
    private Phone phone;

    @BeforeEach
    void theServerJudges() {
        offered = appliance.offer(Fetcher.class, desk, Map.of(FetchProtocol.NAME, "desk"));
        House.done(appliance
                .service(ProvisioningService.class)
                .configure(
                        Optional.of(new ProvisioningService.Source("desk", "files.example", 0, "", "appliance")),
                        Optional.of(Secret.of("word")),
                        House.actor()));
        office.importsCommon();
        await("the common file").atMost(House.PATIENCE).until(() -> state() == ServerLogin.State.ON);
        phone = encryptedPhone(HandsetKind.PHONE_600_700);
    }

    @AfterEach
    void close() {
        desk.gate.countDown();
        offered.unregister();
    }

    private ServerLogin.State state() {
        return appliance.service(ProvisioningService.class).serverLogin().state();
    }

    private Phone encryptedPhone(HandsetKind kind) {
        Phone made = sharedPhone(kind);
        office.changes(made, true, "", "");
        return made;
    }

    private Optional<Secret> kept() {
        return appliance
                .service(Secrets.class)
                .find(SecretOwner.of(office.find(JULIAN).user().id()), SecretKind.SERVER_PASSWORD);
    }

    @Test
    @Tag("PRV-15")
    @Tag("DBS-02")
    void julianIsKeptAsLongAsHeIsLoggedIn() {
        JULIAN.takes(phone);
        assertThat(kept()).contains(Secret.of("2580"));

        appliance.restarts();
        offered.unregister();
        offered = appliance.offer(Fetcher.class, desk, Map.of(FetchProtocol.NAME, "desk"));
        assertThat(kept()).contains(Secret.of("2580"));
        phone.isInReach();
        phone.showsPerson(JULIAN);

        office.logsOut(phone);
        phone.showsNobody();
        assertThat(kept()).isEmpty();
    }

    @Test
    @Tag("LOG-13")
    @Tag("OSG-04")
    void theAuthenticatorIsReplacedWhileJulianTypes() throws Exception {
        phone.dials("*114711");
        phone.asksFor("PIN for server");

        appliance.without("org.dectory.auth.server").close();

        phone.types("2580");
        phone.displaysInCall("Logged in");
        phone.hangsUp();
        phone.showsPerson(JULIAN);
    }

    @Test
    @Tag("OSG-05")
    void withoutTheAuthenticatorNobodyIsAskedForAPin() throws Exception {
        AutoCloseable absence = appliance.without("org.dectory.auth.server");
        phone.dials("*114711");
        phone.refuses("PIN check is not");
        absence.close();

        JULIAN.takes(phone);
    }

    @Test
    @Tag("FAC-09")
    @Tag("PRV-06")
    void aServerThatFallsSilentIsToldInTime() {
        phone.dials("*114711");
        phone.asksFor("PIN for server");
        desk.gate = new CountDownLatch(1);
        phone.types("2580");
        await("asked").atMost(House.PATIENCE).until(() -> desk.waiting);

        time.passes(seconds(12));

        phone.refuses("PIN check is not");
        phone.showsNobody();
    }

    @Test
    @Tag("LOG-04")
    void julianMovesWithTheNewPassword() {
        JULIAN.takes(phone);
        Phone other = encryptedPhone(HandsetKind.PHONE_600_700);
        desk.passwords.put("4711", "1357");

        JULIAN.isRefusedAt(other, "Wrong PIN");
        phone.showsPerson(JULIAN);
        JULIAN.knowing("1357").takes(other);

        phone.showsNobody();
        assertThat(kept()).contains(Secret.of("1357"));
    }

    @Test
    void plainPhonesAreRefusedWithAReason() {
        Phone plain = encryptedPhone(HandsetKind.GAP);

        plain.dials("*114711");

        plain.refuses("Phone cannot send");
    }

    @Test
    @Tag("LOG-14")
    void thePinIsTheServers() {
        JULIAN.takes(phone);

        phone.chooses(MenuItem.CHANGE_PIN, "");

        phone.displays("Server has the PIN");
    }

    @Test
    void theDefaultPinLetsNobodyInWhenTheServerIsAskedNoMore() {
        JULIAN.takes(phone);
        JULIAN.leaves(phone);

        House.done(appliance
                .service(ProvisioningService.class)
                .configure(Optional.empty(), Optional.empty(), House.actor()));

        phone.dials("*114711");
        phone.refuses("PIN check is not");
    }

    /** A server with a {@code user.cfg} for each account. */
    private static final class Desk implements Fetcher {

        private final Map<String, String> passwords =
                new ConcurrentHashMap<>(Map.of("4711", "2580", "appliance", "word"));
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean waiting;

        @Override
        public FetchResult fetch(FetchRequest request) throws InterruptedException {
            waiting = true;
            gate.await();
            Credentials account = request.credentials().orElseThrow();
            if (!account.password().equals(Secret.of(passwords.getOrDefault(account.user(), "")))) {
                return new FetchResult.Failed(FetchResult.Kind.ACCESS_DENIED, "wrong password");
            }
            String text = request.uri().getPath().endsWith("/user.cfg")
                    ? "UD_Name=Julian\n"
                    : "UDS_CommonUserFileName=TRUE\n";
            return new FetchResult.Fetched(UTF_8.encode(text).asReadOnlyBuffer(), "");
        }
    }
}
