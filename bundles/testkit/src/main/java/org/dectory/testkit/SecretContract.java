package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Set;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store promises about secrets. */
@Tag("LOG-12")
interface SecretContract extends OpenedStore {

    @Test
    default void keepsSecretsOfEachOwnerApart() {
        SecretOwner anna = SecretOwner.of(opened().addUser("201").id());
        SecretOwner phone = SecretOwner.of(opened().addDevice(1).id());
        byte[] key = {0, -1, 2, -3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

        put(anna, SecretKind.PIN_PHONE, Secret.of("4321"));
        put(anna, SecretKind.PIN_ADMINISTRATOR, Secret.of("öß€"));
        put(phone, SecretKind.UAK, Secret.ofBytes(key));
        put(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, Secret.of("0000"));
        put(new SecretOwner(SecretOwner.Type.SIMULATOR, 7), SecretKind.SIMULATED_UAK, Secret.ofBytes(key));

        assertThat(opened().secrets().findAll(anna))
                .isEqualTo(Map.of(
                        SecretKind.PIN_PHONE, Secret.of("4321"), SecretKind.PIN_ADMINISTRATOR, Secret.of("öß€")));
        assertThat(opened().secrets().find(phone, SecretKind.UAK)).contains(Secret.ofBytes(key));
        assertThat(opened().secrets().find(phone, SecretKind.AUTHENTICATION_CODE))
                .isEmpty();
        assertThat(opened().secrets().find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN))
                .contains(Secret.of("0000"));
    }

    @Test
    default void replacesAndErasesASecret() {
        SecretOwner anna = SecretOwner.of(opened().addUser("201").id());
        put(anna, SecretKind.PIN_PHONE, Secret.of("1111"));
        put(anna, SecretKind.PIN_PHONE, Secret.of("2222"));

        assertThat(opened().secrets().find(anna, SecretKind.PIN_PHONE)).contains(Secret.of("2222"));

        opened().write(tx -> {
            tx.secrets().erase(anna, SecretKind.PIN_PHONE);
            tx.secrets().erase(anna, SecretKind.PIN_PHONE);
            return "erased";
        });

        assertThat(opened().secrets().find(anna, SecretKind.PIN_PHONE)).isEmpty();
    }

    @Test
    default void tellsWhichSecretsThereAreAndNotTheSecrets() {
        SecretOwner anna = SecretOwner.of(opened().addUser("201").id());
        SecretOwner bert = SecretOwner.of(opened().addUser("202").id());
        put(anna, SecretKind.SIP_PASSWORD, Secret.of("geheim"));

        Set<SecretKind> within = opened().write(tx -> {
            tx.secrets().put(anna, SecretKind.PIN_PHONE, Secret.of("1111"));
            return tx.secretKinds(anna);
        });

        assertThat(within).containsExactlyInAnyOrder(SecretKind.SIP_PASSWORD, SecretKind.PIN_PHONE);
        assertThat(opened().<Set<SecretKind>>read(view -> view.secretKinds(anna)))
                .isEqualTo(within);
        assertThat(opened().<Set<SecretKind>>read(view -> view.secretKinds(bert)))
                .isEmpty();
    }

    @Test
    default void copiesASecretWithoutShowingIt() {
        SecretOwner anna = SecretOwner.of(opened().addUser("201").id());
        put(SecretOwner.SYSTEM, SecretKind.KEY_LOCK_PIN, Secret.of("7777"));
        put(anna, SecretKind.PIN_USER_FILE, Secret.of("1111"));

        opened().write(tx -> {
            tx.secrets().copy(SecretOwner.SYSTEM, SecretKind.KEY_LOCK_PIN, anna, SecretKind.KEY_LOCK_PIN);
            tx.secrets().copy(anna, SecretKind.PIN_USER_FILE, anna, SecretKind.PIN_ADMINISTRATOR);
            tx.secrets().copy(anna, SecretKind.SIP_PASSWORD, anna, SecretKind.PIN_ADMINISTRATOR);
            return "copied";
        });

        assertThat(opened().secrets().findAll(anna))
                .isEqualTo(Map.of(
                        SecretKind.KEY_LOCK_PIN, Secret.of("7777"),
                        SecretKind.PIN_USER_FILE, Secret.of("1111"),
                        SecretKind.PIN_ADMINISTRATOR, Secret.of("1111")));
        assertThatThrownBy(() -> opened().write(tx -> {
                    SecretOwner nobody = SecretOwner.of(new UserId(99));
                    tx.secrets().copy(anna, SecretKind.PIN_USER_FILE, nobody, SecretKind.PIN_PHONE);
                    return "copied";
                }))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    default void copiesASecretAsItIsByThen() {
        SecretOwner before = SecretOwner.of(opened().addUser("201").id());
        SecretOwner between = SecretOwner.of(opened().addUser("202").id());
        SecretOwner after = SecretOwner.of(opened().addUser("203").id());
        put(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, Secret.of("1111"));

        opened().write(tx -> {
            tx.secrets().copy(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, before, SecretKind.PIN_COMMON_FILE);
            tx.secrets().put(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, Secret.of("2222"));
            tx.secrets().copy(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, between, SecretKind.PIN_COMMON_FILE);
            tx.secrets().erase(SecretOwner.SYSTEM, SecretKind.COMMON_PIN);
            tx.secrets().copy(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, after, SecretKind.PIN_COMMON_FILE);
            return "copied";
        });

        assertThat(opened().secrets().findAll(before))
                .containsOnly(entry(SecretKind.PIN_COMMON_FILE, Secret.of("1111")));
        assertThat(opened().secrets().findAll(between))
                .containsOnly(entry(SecretKind.PIN_COMMON_FILE, Secret.of("2222")));
        assertThat(opened().secrets().findAll(after)).isEmpty();
    }

    @Test
    default void keepsASecretThatItsReaderClosed() {
        put(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, Secret.of("1234"));

        opened().secrets()
                .find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN)
                .orElseThrow()
                .close();

        assertThat(opened().secrets().find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN))
                .contains(Secret.of("1234"));
    }

    @Test
    default void erasesTheSecretsOfWhatIsRemoved() {
        User user = opened().addUser("201");
        Device device = opened().addDevice(1);
        put(SecretOwner.of(user.id()), SecretKind.PIN_PHONE, Secret.of("1111"));
        put(SecretOwner.of(device.id()), SecretKind.UAK, Secret.of("0123456789abcdef"));

        opened().write(tx -> {
            tx.removeUser(user.id());
            tx.removeDevice(device.id());
            return "removed";
        });

        assertThat(opened().secrets().findAll(SecretOwner.of(user.id()))).isEmpty();
        assertThat(opened().secrets().findAll(SecretOwner.of(device.id()))).isEmpty();
    }

    @Test
    @Tag("PRV-07")
    default void erasesWhatTheServerWasToldWithTheRelationAndNothingElse() {
        User anna = opened().addUser("201");
        User bert = opened().addUser("202");
        Device phone = opened().addDevice(1);
        Device other = opened().addDevice(2);
        opened().write(tx -> {
            tx.link(phone.id(), anna.id(), Relation.Kind.DYNAMIC);
            tx.link(other.id(), bert.id(), Relation.Kind.DYNAMIC);
            return "linked";
        });
        put(SecretOwner.of(anna.id()), SecretKind.SERVER_PASSWORD, Secret.of("1111"));
        put(SecretOwner.of(anna.id()), SecretKind.PIN_ADMINISTRATOR, Secret.of("2222"));
        put(SecretOwner.of(bert.id()), SecretKind.SERVER_PASSWORD, Secret.of("3333"));

        opened().write(tx -> {
            tx.unlink(phone.id());
            return "unlinked";
        });

        assertThat(opened().secrets().findAll(SecretOwner.of(anna.id())))
                .isEqualTo(Map.of(SecretKind.PIN_ADMINISTRATOR, Secret.of("2222")));
        assertThat(opened().secrets().find(SecretOwner.of(bert.id()), SecretKind.SERVER_PASSWORD))
                .contains(Secret.of("3333"));
        opened().write(tx -> {
            tx.removeDevice(other.id());
            return "removed";
        });
        assertThat(opened().secrets().findAll(SecretOwner.of(bert.id()))).isEmpty();
    }

    @Test
    default void refusesSecretsOfNobodyAndEmptyOnes() {
        assertThatThrownBy(() -> put(SecretOwner.of(new UserId(99)), SecretKind.PIN_PHONE, Secret.of("1")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> put(SecretOwner.of(new DeviceId(99)), SecretKind.UAK, Secret.of("1")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> put(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, Secret.of("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void undoesASecretWithItsTransaction() {
        assertThatThrownBy(() -> opened().write(tx -> {
                    tx.secrets().put(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, Secret.of("1234"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(opened().secrets().find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN))
                .isEmpty();
    }

    private void put(SecretOwner owner, SecretKind kind, Secret secret) {
        opened().write(tx -> {
            tx.secrets().put(owner, kind, secret);
            return "written";
        });
    }
}
