package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportResult.Outcome;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** What people notice when a fetcher and an authenticator are replaced under full load: nothing but a moment's wait. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class SwapUnderLoadIT {

    private static final int SWAPS = Boolean.getBoolean("dectory.thorough") ? 200 : 5;
    private static final int PHONES = 8;

    @Inject
    private BundleContext context;

    private volatile Stopwatch watch = new Stopwatch();

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @Test
    @Tag("OSG-04")
    void noOperationFailsWhileFetcherAndAuthenticatorAreReplaced() throws Exception {
        House house = new House(context);
        house.openSubscription();
        house.endCallsAtOnce();
        Stopwatch quiet = new Stopwatch();
        Stopwatch swapped = new Stopwatch();
        try (FileShelf shelf = FileShelf.open()) {
            shelf.serve(new Platform(context).web());
            swapDuring(house, quiet, swapped);
        }
        for (String what : List.of("login", "logout", "import")) {
            System.out.println("swaps: without, " + quiet.figures(what));
            System.out.println("swaps: with " + 2 * SWAPS + ", " + swapped.figures(what));
        }
    }

    private void swapDuring(House house, Stopwatch quiet, Stopwatch swapped) throws Exception {
        try (Bustle bustle = Bustle.of(deeds(house))) {
            bustle.awaitMore(10 * PHONES);

            watch = quiet;
            for (int swap = 0; swap < SWAPS; swap++) {
                bustle.awaitMore(2 * PHONES);
            }
            watch = swapped;
            try (Relay fetcher = new Relay(context, house.bundle("org.dectory.fetch.http"));
                    Relay authenticator = new Relay(context, house.bundle("org.dectory.auth.dsaa"))) {
                for (int swap = 0; swap < SWAPS; swap++) {
                    fetcher.swap();
                    bustle.awaitMore(PHONES);
                    authenticator.swap();
                    bustle.awaitMore(PHONES);
                }
            }
            watch = new Stopwatch();
        }
    }

    /** Users whose files are fetched at each login, at phones that know the older algorithm only, and somebody who imports. */
    private List<Runnable> deeds(House house) throws Exception {
        List<Runnable> deeds = new ArrayList<>();
        int number = 3000;
        for (Handset phone : house.subscribedPhonesOfTheOlderAlgorithm(PHONES)) {
            String user = Integer.toString(number++);
            deeds.add(() -> {
                watch.time("login", () -> phone.login(user, FileShelf.PIN));
                watch.time("logout", phone::logout);
            });
        }
        String alone = Integer.toString(number);
        deeds.add(() -> watch.time("import", () -> importUser(house, alone)));
        return deeds;
    }

    private static void importUser(House house, String number) {
        ImportResult result =
                House.done(house.service(ProvisioningService.class).importUser(number));
        assertThat(result.outcome()).as(result.reason()).isIn(Outcome.IMPORTED, Outcome.UNCHANGED);
    }
}
