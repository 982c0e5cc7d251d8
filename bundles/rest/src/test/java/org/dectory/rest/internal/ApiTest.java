package org.dectory.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.rest.internal.api.HealthResource;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.FakeAccounts;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Router;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);

    @Test
    @Tag("ADM-03")
    void describesExactlyTheRoutesThatThereAre() {
        Reply reply = desk.send(router, letter("GET", "/openapi.json"));

        Set<String> described = new TreeSet<>();
        Map<?, ?> paths = (Map<?, ?>) reply.json("paths");
        paths.forEach((path, item) -> ((Map<?, ?>) item)
                .keySet().stream()
                        .filter(key -> !key.equals("parameters"))
                        .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> there = new TreeSet<>();
        router.routes().forEach(route -> there.add(route.method() + " " + route.template()));

        assertThat(described).isEqualTo(there);
    }

    @Test
    @Tag("OSG-07")
    void namesEveryPartThatIsMissingInsteadOfFailing() {
        for (Router each : Set.of(router, SimulatorServlet.router(desk.capabilities))) {
            for (Route route : each.routes()) {
                String path = route.template()
                        .replace("{ppn}", "1")
                        .replace("{uid}", "1")
                        .replace("{ipei}", "0001200001379");

                Reply reply = desk.send(each, letter(route.method(), path));

                assertThat(reply.status()).as("%s %s", route.method(), path).isIn(200, 400, 428, 503);
            }
        }
    }

    @Test
    void tellsWhoCalls() {
        Reply reply = desk.send(router, letter("GET", "/account").as("viewer", FakeAccounts.PASSWORD));

        assertThat(reply.json())
                .containsEntry("name", "viewer")
                .containsEntry("role", "read-only")
                .containsEntry("mustChangePassword", false);
    }

    @ParameterizedTest
    @Tag("SEC-01")
    @CsvSource({
        "Zuv3r:läss1g, longer-than-ten, 204, ''",
        "wrong, longer-than-ten, 400, currentPassword",
        "x, short, 400, newPassword"
    })
    void changesTheFirstPassword(String current, String replacement, int status, String field) {
        Reply reply = desk.send(
                router,
                letter("PUT", "/account/password")
                        .as("fresh", FakeAccounts.PASSWORD)
                        .body("{\"currentPassword\":\"" + current + "\",\"newPassword\":\"" + replacement + "\"}"));

        assertThat(reply.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(reply.json("field")).isEqualTo(field);
            assertThat(reply.text()).doesNotContain(replacement);
        }
    }

    @Test
    @Tag("OSG-07")
    void tellsAnybodyWhatIsMissing() {
        Router health = new Router(List.of(new HealthResource(desk.capabilities).probe()));

        Reply reply = desk.send(health, letter("GET", "").without("Authorization"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json("missing"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyElementsOf(desk.capabilities.names().stream()
                        .filter(name -> !name.equals("accounts"))
                        .toList());
    }

    @Test
    @Tag("OSG-07")
    void isNotHealthyWhileTheStoreCannotWrite() {
        Router health = new Router(List.of(new HealthResource(desk.capabilities).probe()));
        FullStore store = new FullStore();
        desk.capabilities.add(store);

        Reply probe = desk.send(health, letter("GET", "").without("Authorization"));
        Reply details = desk.send(router, letter("GET", "/health"));

        assertThat(probe.status()).isEqualTo(503);
        assertThat(probe.json("missing"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("store");
        assertThat(probe.text()).as("what anybody may read").doesNotContain("disk");
        assertThat(details.status()).isEqualTo(503);
        assertThat(details.json("storeProblem")).isEqualTo("The disk is full");

        store.problem = Optional.empty();

        assertThat(desk.send(health, letter("GET", "")).json("missing"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .doesNotContain("store");
        assertThat(desk.send(router, letter("GET", "/health")).status()).isEqualTo(200);
    }

    @Test
    @Tag("OSG-07")
    void namesTheCapabilityThatIsMissingAndWhyItIs() {
        Router health = new Router(List.of(new HealthResource(desk.capabilities).probe()));
        desk.capabilities.add((HealthService) () -> List.of(
                new CheckResult(
                        "authentication-dsaa2",
                        CheckResult.Severity.CRITICAL,
                        List.of("bundle org.dectory.auth.dsaa2 is stopped"),
                        Set.of(HealthService.CAPABILITY)),
                new CheckResult("memory", CheckResult.Severity.CRITICAL, List.of("99 % are in use"), Set.of()),
                new CheckResult("provisioning-source", CheckResult.Severity.WARNING, List.of("down"), Set.of())));

        Reply probe = desk.send(health, letter("GET", "").without("Authorization"));
        Reply details = desk.send(router, letter("GET", "/health"));

        assertThat(probe.status()).isEqualTo(503);
        assertThat(probe.json("missing"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("authentication-dsaa2")
                .doesNotContain("memory", "health", "provisioning-source");
        assertThat(probe.json("failing")).isEqualTo(List.of("memory"));
        assertThat(probe.text()).as("what anybody may read").doesNotContain("stopped");
        assertThat(details.text())
                .contains("bundle org.dectory.auth.dsaa2 is stopped")
                .contains("\"severity\":\"warning\"");
    }

    private static final class FullStore implements Store {

        private Optional<String> problem = Optional.of("The disk is full");

        @Override
        public <T> T read(Function<? super StoreView, T> query) {
            throw new UnsupportedOperationException("no health request reads");
        }

        @Override
        public <T> CompletionStage<T> write(Actor actor, Function<? super StoreTransaction, T> work) {
            throw new UnsupportedOperationException("no health request writes");
        }

        @Override
        public Optional<String> problem() {
            return problem;
        }
    }
}
