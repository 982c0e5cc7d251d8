package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Optional;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest extends StoreContract {

    @Override
    protected StoreUnderTest open(Clock time) {
        return StoreUnderTest.inMemory(time);
    }

    @Test
    void failsAsOftenAsATestAskedForIt() {
        ((InMemoryStore) opened().store()).failNextWrite();

        assertThatThrownBy(() -> opened().addUser("201")).isInstanceOf(StoreException.class);
        opened().addUser("202");

        assertThat(user("201")).isEmpty();
        assertThat(user("202")).isPresent();
    }

    private Optional<User> user(String number) {
        return opened().read(view -> view.findUser(new UserNumber(number)));
    }
}
