package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.userdata.EffectiveValue;
import org.dectory.testkit.InMemoryStore;

/** Where an administrator of the tests works: data sets over a store in memory. */
final class Desk implements AutoCloseable {

    static final Actor ANNA = Actor.account("anna", "192.0.2.1");
    static final Ipei PHONE = Ipei.parse("03586 0017017 7");

    final InMemoryStore store = new InMemoryStore();
    final DataSets dataSets = new DataSets(store);

    @Override
    public void close() {
        store.close();
    }

    static DeviceDraft device(Ipei phone) {
        return new DeviceDraft(phone, HandsetKind.PHONE_600_700, Optional.empty(), false);
    }

    static UserDraft user(String number, Map<String, String> values) {
        return new UserDraft(new UserNumber(number), Optional.empty(), "User " + number, Optional.empty(), values);
    }

    Device addDevice(Ipei phone) {
        return done(dataSets.addDevice(device(phone), ANNA)).device();
    }

    User addUser(String number, Map<String, String> values) {
        return done(dataSets.addUser(user(number, values), ANNA)).user();
    }

    /** A user whom the provisioning server knows, with the content of its file. */
    User addExternal(String number, Map<String, String> file) {
        return write(tx -> {
            User user = tx.addUser(new UserNumber(number), Optional.empty(), "User " + number, true);
            tx.putLayer(user.id(), Layer.USER_FILE, file);
            return user;
        });
    }

    <T> T write(Function<? super StoreTransaction, T> work) {
        return done(store.write(Actor.system("test"), work));
    }

    void putSecret(SecretOwner owner, SecretKind kind, String text) {
        write(tx -> {
            tx.secrets().put(owner, kind, Secret.of(text));
            return "put";
        });
    }

    User user(User user) {
        return dataSets.findUser(user.id()).orElseThrow().user();
    }

    Map<String, String> layer(User user) {
        return store.read(view -> view.layer(user.id(), Layer.ADMINISTRATOR));
    }

    /** Value and origin of a key, such as {@code On SYSTEM}. */
    String effective(User user, String key) {
        EffectiveValue value = dataSets.findEffectiveData(user.id())
                .orElseThrow()
                .values()
                .getOrDefault(key, new EffectiveValue("missing", EffectiveValue.Origin.DEFAULT));
        return (value.value() + " " + value.origin()).strip();
    }

    List<Change.Kind> changesAfter(long head) {
        return store.after(head, 1000).stream().map(Change::kind).toList();
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static void assertRefused(CompletionStage<?> stage, String field, String message) {
        assertFailure(stage)
                .isInstanceOfSatisfying(
                        DataSetException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field))
                .hasMessage(message);
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(CompletionStage<?> stage) {
        return assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause();
    }
}
