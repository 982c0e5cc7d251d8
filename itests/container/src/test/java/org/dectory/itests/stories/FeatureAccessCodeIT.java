package org.dectory.itests.stories;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fac.FacService.Strength;
import org.dectory.api.fac.TriggerHandler;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.radio.CallRouter;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.itests.container.House;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;

/** Stories of codes that are dialled. */
public class FeatureAccessCodeIT extends Story {

    private FacService codes() {
        return appliance.service(FacService.class);
    }

    @Test
    @Tag("FAC-01")
    void theFactorysCodesAreThoseOfTheGuide() {
        assertThat(codes().number()).isEqualTo("*1");
        assertThat(codes().entries())
                .filteredOn(entry -> !entry.code().isEmpty())
                .extracting(FacEntry::action, FacEntry::code, FacEntry::present)
                .containsExactlyInAnyOrder(
                        tuple("ActivateSubscription", "34567", true),
                        tuple("ActivateWildcard", "34568", true),
                        tuple("DeactivateSubscription", "9", true),
                        tuple("UserLogin", "1", true),
                        tuple("UserLogout", "2", true));
    }

    @Test
    @Tag("FAC-01")
    @Tag("FAC-02")
    @Tag("FAC-04")
    void anotherCodeAppliesAtOnceAndTheOldOneLeadsNowhere() throws Exception {
        Person anna = office.employs(Person.called("Anna", "1012", "1234"));
        Phone phone = sharedPhone();

        codes().configure("*7", Map.of("UserLogin", "5", "UserLogout", ""), House.actor());
        appliance.isQuiet();

        anna.takes(phone, "*751012");
        phone.dials("*72");
        phone.refusesAtOnce();
        phone.dials("*12");
        phone.hears(Tone.BUSY);
        phone.hangsUp();
        phone.showsPerson(anna);
    }

    @Test
    @Tag("FAC-02")
    void codesThatCannotBeToldApartAreRefused() {
        office.employs(Person.called("Anna", "1012", "1234"));

        assertThatThrownBy(() -> codes().configure("*1", Map.of("UserLogin", "3"), House.actor()))
                .isInstanceOf(FacRejectedException.class);
        assertThatThrownBy(() -> codes().configure("1012", Map.of(), House.actor()))
                .isInstanceOf(FacRejectedException.class);
        assertThatThrownBy(() -> codes().configureTriggers(Map.of("FIRE", "1"), House.actor()))
                .isInstanceOf(FacRejectedException.class);
        assertThat(codes().number()).isEqualTo("*1");
    }

    @Test
    @Tag("FAC-02")
    void nobodyIsGivenTheFacNumber() throws Exception {
        codes().configure("77", Map.of(), House.actor());
        appliance.isQuiet();

        assertThatThrownBy(() -> office.employs(Person.called("Anna", "77", "1234")))
                .hasRootCauseInstanceOf(DataSetException.class);

        office.employs(Person.called("Bert", "7712", "1234"));
        assertThat(codes().warnings()).anyMatch(warning -> warning.contains("7712"));
    }

    @Test
    @Tag("FAC-03")
    @Tag("FAC-04")
    void onlyABlockOfDigitsIsACode() {
        Person anna = office.employs(Person.called("Anna", "1012", "1234"));
        Phone phone = sharedPhone();
        anna.takes(phone);

        phone.dialsDigitByDigit("*12");
        time.passes(minutes(1));
        phone.hears(Tone.BUSY);
        phone.hangsUp();

        phone.showsPerson(anna);
    }

    @Test
    @Tag("FAC-04")
    @Tag("FAC-09")
    void whatIsHeardTellsACodeFromAWrongCodeAndFromAnyOtherNumber() {
        Phone phone = sharedPhone(HandsetKind.GAP);

        phone.dials("*19");
        phone.hears(Tone.POSITIVE_ACKNOWLEDGEMENT);
        phone.hangsUp();
        phone.dials("*18");
        phone.refusesAtOnce();
        phone.dials("4711");
        phone.hears(Tone.BUSY);
        phone.hangsUp();
    }

    @Test
    @Tag("FAC-04")
    void whatIsNoCodeGoesToACallRouterWhereThereIsOne() {
        Phone phone = sharedPhone();
        List<String> routed = new ArrayList<>();
        ServiceRegistration<CallRouter> router = appliance.offer(
                CallRouter.class,
                new CallRouter() {
                    @Override
                    public boolean route(CallSetup setup) {
                        return routed.add(setup.digits());
                    }

                    @Override
                    public boolean place(Ipei caller, String number) {
                        return false;
                    }
                },
                Map.of());

        phone.dials("4711");
        appliance.isQuiet();
        assertThat(phone.look().tones()).isEmpty();
        phone.hangsUp();
        phone.dials("*18");
        phone.refusesAtOnce();
        router.unregister();

        assertThat(routed).containsExactly("4711");
    }

    @Test
    @Tag("FAC-05")
    void noCodeIsOnTheRedialListButAnyOtherNumberIs() {
        Person anna = office.employs(Person.called("Anna", "1012", "1234"));
        Phone phone = sharedPhone();

        anna.takes(phone);
        phone.dials("4711");
        phone.hears(Tone.BUSY);
        phone.hangsUp();
        phone.dials("*18");
        phone.refusesAtOnce();

        assertThat(phone.look().redial()).containsExactly("4711");
    }

    @Test
    @Tag("FAC-06")
    void aFixedPhoneNeitherLogsInNorOut() {
        Person anna = Person.called("Anna", "1012", "1234");
        office.employs(Person.called("Bert", "1013", "77"));
        Phone phone = newPhone();
        office.pairs(phone, anna);
        phone.subscribes();

        phone.dials("*111013");
        phone.refusesAtOnce();
        phone.dials("*12");
        phone.refusesAtOnce();

        phone.showsPerson(anna);
    }

    @Test
    @Tag("FAC-07")
    void anotherBundlesActionAppearsIsDialledAndGoes() throws Exception {
        Phone phone = sharedPhone();
        FacAction coffee = dialled -> completedStage(new FacAction.Result.Done("Coffee comes"));
        ServiceRegistration<FacAction> offered =
                appliance.offer(FacAction.class, coffee, Map.of("fac.action", "Coffee", "fac.title", "Bring coffee"));
        codes().configure("*1", Map.of("Coffee", "44"), House.actor());
        appliance.isQuiet();

        phone.dials("*144");
        phone.displays("Coffee comes");
        phone.hangsUp();

        offered.unregister();
        phone.dials("*144");
        phone.refusesAtOnce();
        assertThat(codes().entries())
                .filteredOn(entry -> entry.action().equals("Coffee"))
                .extracting(FacEntry::present)
                .containsExactly(false);
    }

    @Test
    @Tag("FAC-08")
    void shortCodesAreWeakAndWrongOnesAreSlowedDown() throws Exception {
        Person anna = office.employs(Person.called("Anna", "1012", "1234"));
        Phone phone = sharedPhone();
        assertThat(codes().entries())
                .filteredOn(entry -> entry.action().equals("ActivateSubscription"))
                .extracting(FacEntry::strength)
                .containsExactly(Strength.FAIR);

        for (int i = 0; i < 5; i++) {
            phone.dials("*18");
            phone.refusesAtOnce();
        }
        phone.dials("*111012");
        phone.refusesAtOnce();

        time.passes(seconds(60));
        anna.takes(phone);
    }

    @Test
    @Tag("FAC-09")
    void whatCanBeToldAtOnceIsRefusedWithoutAnAcknowledgement() {
        Phone phone = sharedPhone();

        phone.dials("*11");
        phone.displays("Number missing");
        phone.refusesAtOnce();
        phone.dials("*12");
        phone.displays("Nobody logged in");
        phone.refusesAtOnce();
    }

    @Test
    @Tag("FAC-02")
    void anAlarmTriggerGoesToWhoHandlesItAndIsRefusedWhereNobodyDoes() throws Exception {
        Phone phone = sharedPhone();
        codes().configureTriggers(Map.of("FIRE", "77"), House.actor());
        appliance.isQuiet();
        phone.dials("*177");
        phone.refusesAtOnce();
        List<String> heard = new ArrayList<>();
        ServiceRegistration<TriggerHandler> brigade = appliance.offer(
                TriggerHandler.class,
                (trigger, dialled) -> {
                    heard.add(trigger + " " + dialled.rest());
                    return completedStage(new FacAction.Result.Done("Help comes"));
                },
                Map.of());

        phone.dials("*1773");
        phone.displays("Help comes");
        phone.hangsUp();
        brigade.unregister();

        assertThat(heard).containsExactly("FIRE 3");
    }
}
