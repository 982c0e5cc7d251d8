package org.dectory.itests.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.store.Actor;
import org.dectory.api.subscription.SubscriptionService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Fills the appliance and, if asked to, logs everybody in at some concurrencies, beside raw durable appends by as many
 * threads. Framework properties: {@code load.size} says how many phones and users, {@code load.concurrency} the
 * concurrencies (empty: only fill), {@code load.lists} how often each page of the lists is asked for. Results are printed, each line beginning with {@code LOAD}.
 */
@Component(service = LoginLoad.class, immediate = true)
public final class LoginLoad {

    private static final Actor ACTOR = Actor.system("load");
    private static final int FIRST_NUMBER = 100_000;
    private static final int AT_ONCE = 64;

    private final PhoneSimulator simulator;
    private final SubscriptionService subscription;
    private final DataSetService dataSets;
    private final Path data;
    private final int size;
    private final List<Integer> concurrencies;
    private final int lists;

    /**
     * Begins, on a thread of its own.
     *
     * @param context tells what to do
     * @param simulator makes and moves the phones
     * @param subscription lets them subscribe
     * @param dataSets makes the users
     */
    @Activate
    public LoginLoad(
            BundleContext context,
            @Reference PhoneSimulator simulator,
            @Reference SubscriptionService subscription,
            @Reference DataSetService dataSets) {
        this.simulator = simulator;
        this.subscription = subscription;
        this.dataSets = dataSets;
        this.data = Path.of(context.getProperty("dectory.data"));
        this.size = Integer.parseInt(Objects.requireNonNullElse(context.getProperty("load.size"), "0"));
        this.concurrencies =
                List.of(Objects.requireNonNullElse(context.getProperty("load.concurrency"), "")
                                .split(",", -1))
                        .stream()
                        .filter(text -> !text.isBlank())
                        .map(Integer::valueOf)
                        .toList();
        this.lists = Integer.parseInt(Objects.requireNonNullElse(context.getProperty("load.lists"), "0"));
        if (size > 0) {
            new Thread(this::run, "load").start();
        }
    }

    private void run() {
        try {
            List<Ipei> phones = fill();
            print("filled %d", phones.size());
            Logins logins = new Logins(simulator, phones, FIRST_NUMBER);
            // The first round warms the code up.
            if (!concurrencies.isEmpty()) {
                logins.all(AT_ONCE);
                logins.logoutAll(AT_ONCE);
            }
            for (int concurrency : concurrencies) {
                double appends = DurableAppends.perSecond(data, concurrency, size);
                Logins.Round round = logins.all(concurrency);
                print(
                        "logins %d %.0f %.3f %.3f %.0f",
                        concurrency, round.perSecond(), round.p50Millis(), round.p99Millis(), appends);
                logins.logoutAll(AT_ONCE);
            }
            if (lists > 0) {
                logins.all(AT_ONCE);
                askForPages(new Lists(dataSets));
            }
            print("done");
        } catch (IOException | RuntimeException failure) {
            print("failed %s", failure);
        }
    }

    private void askForPages(Lists pages) {
        // The first round warms the code up.
        pages.measure(size / 2, "", lists);
        pages.measure(0, "user 1", lists);
        print("lists first %s", figures(pages.measure(0, "", lists)));
        print("lists middle %s", figures(pages.measure(size / 2, "", lists)));
        print("lists search %s", figures(pages.measure(0, "user 1", lists)));
    }

    private static String figures(Lists.Figures measured) {
        return String.format(
                Locale.ROOT,
                "%.2f %.2f %.2f %.2f",
                measured.p50(),
                measured.p99(),
                measured.referenceP50(),
                measured.referenceP99());
    }

    /** Makes users and subscribed phones. */
    private List<Ipei> fill() {
        subscription.autoCreate(true, ACTOR).toCompletableFuture().join();
        subscription.startStandard(ACTOR).toCompletableFuture().join();
        List<CompletableFuture<?>> users = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            users.add(dataSets.addUser(
                            new UserDraft(
                                    new UserNumber(Integer.toString(FIRST_NUMBER + i)),
                                    Optional.empty(),
                                    "User " + i,
                                    Optional.of(Secret.of(Logins.PIN)),
                                    Map.of()),
                            ACTOR)
                    .toCompletableFuture());
            if (users.size() == AT_ONCE) {
                joinAll(users);
            }
        }
        joinAll(users);
        List<Ipei> phones = simulator
                .addMany(size, HandsetKind.PHONE_600_700)
                .toCompletableFuture()
                .join();
        Secret code = subscription.authenticationCode().orElseThrow();
        List<CompletableFuture<?>> subscriptions = new ArrayList<>();
        for (Ipei phone : phones) {
            subscriptions.add(simulator
                    .subscribe(phone, code, Optional.empty(), Optional.empty())
                    .toCompletableFuture());
            if (subscriptions.size() == AT_ONCE) {
                joinAll(subscriptions);
            }
        }
        joinAll(subscriptions);
        return phones;
    }

    private static void joinAll(List<CompletableFuture<?>> futures) throws CompletionException {
        futures.forEach(CompletableFuture::join);
        futures.clear();
    }

    private static void print(String format, Object... values) {
        System.out.println("LOAD " + String.format(Locale.ROOT, format, values));
    }
}
