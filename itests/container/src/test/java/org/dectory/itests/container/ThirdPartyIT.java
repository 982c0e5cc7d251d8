package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.inject.Inject;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacService;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fac.FacService.Strength;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.provisioning.ImportResult.Outcome;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** What the maker of an appliance adds by registering one service. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class ThirdPartyIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @Test
    @Tag("FAC-04")
    @Tag("FAC-07")
    void anActionOfAnotherMakerIsDialledWhileItIsThere() throws Exception {
        House house = new House(context);
        house.openSubscription();
        Handset phone = house.subscribedPhones(1).get(0);
        FacService facs = house.service(FacService.class);
        FacAction action =
                dialled -> CompletableFuture.completedStage(new FacAction.Result.Done("Coffee for " + dialled.rest()));
        Map<String, ?> properties =
                Map.of("fac.action", "OrderCoffee", "fac.title", "Order coffee", "fac.rest", "room");

        ServiceRegistration<FacAction> registration =
                context.registerService(FacAction.class, action, FrameworkUtil.asDictionary(properties));
        assertThat(entry(facs))
                .contains(new FacEntry("OrderCoffee", "Order coffee", "", "room", false, true, Strength.NONE));
        facs.configure(facs.number(), Map.of("OrderCoffee", "77"), House.actor());
        phone.dial("*17712");

        phone.await("served", look -> String.join(" ", look.display()).contains("Coffee for 12"));
        assertThat(phone.look().tones()).containsExactly(Tone.POSITIVE_ACKNOWLEDGEMENT);
        phone.hangUp();

        registration.unregister();
        phone.dial("*17712");

        phone.awaitTones(Tone.NEGATIVE_ACKNOWLEDGEMENT);
        phone.hangUp();
        assertThat(entry(facs)).map(FacEntry::present).contains(false);
        assertThat(entry(facs)).map(FacEntry::code).contains("77");
    }

    @Test
    @Tag("PRV-01")
    @Tag("PRV-15")
    @Tag("OSG-01")
    void aProtocolOfAnotherMakerServesProvisioning() {
        House house = new House(context);
        house.openSubscription();
        Handset phone = house.subscribedPhones(1).get(0);
        ProvisioningService provisioning = house.service(ProvisioningService.class);
        Fetcher pigeons = request -> request.uri().getPath().equals("/loft/6001.cfg")
                ? new FetchResult.Fetched(
                        ByteBuffer.wrap("UD_Name=Paloma\nUD_Pin=61\n".getBytes(StandardCharsets.UTF_8)), "")
                : new FetchResult.Gone("no such pigeon");
        Source source = new Source("pigeon", "roof", 0, "/loft", "");

        House.done(provisioning.configure(Optional.of(source), Optional.empty(), House.actor()));
        assertThat(provisioning.status().protocolPresent()).isFalse();
        ServiceRegistration<Fetcher> registration = context.registerService(
                Fetcher.class, pigeons, FrameworkUtil.asDictionary(Map.of("fetch.protocol", "pigeon")));
        assertThat(provisioning.status().protocolPresent()).isTrue();
        phone.login("6001", "61");

        assertThat(phone.look().name()).isEqualTo("Paloma");
        registration.unregister();
        assertThat(House.done(provisioning.importUser("6001")).outcome()).isEqualTo(Outcome.FAILED);
        phone.logout();
    }

    private static Optional<FacEntry> entry(FacService facs) {
        return facs.entries().stream()
                .filter(entry -> entry.action().equals("OrderCoffee"))
                .findFirst();
    }
}
