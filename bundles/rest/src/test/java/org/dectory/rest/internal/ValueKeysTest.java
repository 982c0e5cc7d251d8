package org.dectory.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Actor;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.api.valuekeys.ValueKeys;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.FakeAccounts;
import org.dectory.rest.internal.http.Router;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How an administrator comes to the public keys. */
@Tag("PRV-08")
@Tag("ADM-03")
class ValueKeysTest {

    private static final Instant CREATED = Instant.parse("2026-11-22T12:00:00Z");

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final Keys keys = new Keys();

    /** Keys that say who made them. */
    private static final class Keys implements ValueKeys {

        private final List<ValueKey> made = new ArrayList<>();

        @Override
        public List<ValueKey> keys() {
            return made;
        }

        @Override
        public CompletionStage<ValueKey> current() {
            return CompletableFuture.completedStage(made.get(0));
        }

        @Override
        public Optional<Secret> open(String keyId, byte[] encrypted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<ValueKey> rotate(Actor actor) {
            made.add(0, new ValueKey("0123abcd", CREATED, true, "PEM of " + actor.name() + "\n"));
            return current();
        }
    }

    @Test
    void listsTheKeysAndGivesTheCurrentOneAsAFile() {
        desk.capabilities.add(keys);
        Reply made = desk.send(router, letter("POST", "/value-keys"));

        Reply list = desk.send(router, letter("GET", "/value-keys"));
        Reply file = desk.send(router, letter("GET", "/value-keys/current"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(list.json("total")).isEqualTo(1);
        assertThat(list.text())
                .contains(
                        "\"id\":\"0123abcd\",\"created\":\"2026-11-22T12:00:00Z\",\"current\":true,\"publicKey\":\"PEM");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.text()).startsWith("PEM of ").endsWith("\n");
    }

    @Test
    @Tag("ADM-05")
    void letsAReaderDownloadTheKeyAndNotRotateIt() {
        desk.capabilities.add(keys);
        desk.send(router, letter("POST", "/value-keys"));

        assertThat(desk.send(router, letter("GET", "/value-keys/current").as("viewer", FakeAccounts.PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(desk.send(router, letter("POST", "/value-keys").as("viewer", FakeAccounts.PASSWORD))
                        .status())
                .isEqualTo(403);
        assertThat(keys.made).hasSize(1);
    }

    @Test
    @Tag("OSG-04")
    void saysWhichPartIsMissing() {
        Reply reply = desk.send(router, letter("GET", "/value-keys"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).contains("valuekeys");
    }
}
