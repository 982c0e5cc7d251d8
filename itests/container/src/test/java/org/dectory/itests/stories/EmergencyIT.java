package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.radio.CallRouter;
import org.dectory.api.userdata.SystemKey;
import org.dectory.itests.container.House;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;

/** Stories of people who need help: whom a phone calls depends on whose it is, and it calls when it is nobody's, too. */
@Tag("OPS-05")
public class EmergencyIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private Phone phone;
    private ServiceRegistration<CallRouter> router;

    @BeforeEach
    void thereIsAnExchange() {
        office.employs(ANNA);
        phone = sharedPhone();
        office.setsForAll(SystemKey.SOS_NUMBER, "112");
        office.setsForAll(SystemKey.MAN_DOWN_NUMBER, "113");
        router = appliance.offer(
                CallRouter.class,
                new CallRouter() {
                    @Override
                    public boolean route(CallSetup setup) {
                        return false;
                    }

                    @Override
                    public boolean place(Ipei caller, String number) {
                        return calls.add(caller + " " + number);
                    }
                },
                Map.of());
    }

    @AfterEach
    void theExchangeGoes() {
        router.unregister();
    }

    @Test
    void aPhoneThatIsNobodysCallsTheNumberForAll() {
        phone.sos();
        called("112");

        phone.manDown();
        called("113");
    }

    @Test
    void theNumberOfTheDeviceGoesBeforeThatForAll() {
        office.changes(phone, false, "221", "222");

        phone.sos();
        called("221");

        phone.manDown();
        called("222");
    }

    @Test
    void annasNumberGoesBeforeThatOfTheDeviceAsLongAsItIsHerPhone() {
        office.changes(phone, false, "221", "222");
        office.gives(ANNA, Map.of("UD_SosNumber", "331"));
        ANNA.takes(phone);

        phone.sos();
        called("331");
        phone.manDown();
        called("222");

        ANNA.leaves(phone);
        phone.sos();
        called("221");
    }

    @Test
    void itWorksAfterARestartToo() {
        office.changes(phone, false, "221", "222");

        appliance.restarts();

        phone.sos();
        called("221");
    }

    private void called(String number) {
        await("a call to " + number).atMost(House.PATIENCE).until(() -> !calls.isEmpty());
        assertThat(calls).containsExactly(phone.ipei() + " " + number);
        calls.clear();
    }
}
