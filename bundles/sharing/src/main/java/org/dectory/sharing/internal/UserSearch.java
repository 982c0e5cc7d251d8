package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dectory.api.fac.Dialled;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.radio.Radio;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the user whom a person at a phone names: one who is stored here, or one who exists as a file, which is fetched first.
 * Thread-safe.
 */
final class UserSearch {

    /** How long a known external user waits for a slow server; then the stored data serves. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final Logger logger = LoggerFactory.getLogger(UserSearch.class);

    private final Store store;
    private final Radio radio;
    private final WrongPins pins;
    private final UnknownLogins unknown;
    private final Supplier<Optional<ProvisioningService>> provisioning;

    UserSearch(
            Store store,
            Radio radio,
            WrongPins pins,
            UnknownLogins unknown,
            Supplier<Optional<ProvisioningService>> provisioning) {
        this.store = store;
        this.radio = radio;
        this.pins = pins;
        this.unknown = unknown;
        this.provisioning = provisioning;
    }

    /** What a search came to. */
    sealed interface Finding {

        /** There is such a user. */
        record Found(User user) implements Finding {}

        /**
         * Whether there is such a user, and whether the person is, the file server says.
         *
         * @param known the user, if known here
         * @param type whether a number or a login ID was dialled
         * @param counted how the login counts as one of somebody unknown, if it does
         */
        record AtServer(Optional<User> known, LoginType type, Optional<UnknownLogins.Counted> counted)
                implements Finding {

            /** The user as stored now, if what was dialled still names the same one. */
            Optional<User> findProved(Store store, String login) {
                return store.read(view -> LoginType.of(view) == type ? named(view, login) : Optional.<User>empty())
                        .filter(user -> known.isEmpty() || known.get().id().equals(user.id()));
            }
        }

        /** There is none who could log in now; the text says why. */
        record Nobody(String text) implements Finding {

            static Nobody because(Notice notice) {
                return new Nobody(notice.text());
            }
        }
    }

    /** Whom digits name, by the login type of the system. */
    static Optional<User> named(StoreView view, String login) {
        return LoginType.of(view) == LoginType.NUMBER
                ? view.findUser(new UserNumber(login))
                : view.findUser(new LoginId(login));
    }

    /** Searches; a local user is found at once. Completes in the phone's mailbox. */
    CompletionStage<Finding> find(Dialled dialled) {
        Optional<User> known = store.read(view -> named(view, dialled.rest()));
        Optional<ProvisioningService> files =
                known.filter(user -> !user.external()).isPresent() ? Optional.empty() : provisioning.get();
        if (files.isEmpty()) {
            return completedStage(known.<Finding>map(Finding.Found::new)
                    .orElseGet(() -> Finding.Nobody.because(Notice.UNKNOWN_USER)));
        }
        Optional<PinBarrier> barrier =
                known.flatMap(user -> pins.findBarrier(dialled.device().id(), user.id()));
        if (barrier.isPresent()) {
            return completedStage(new Finding.Nobody(barrier.get().text()));
        }
        Optional<UnknownLogins.Counted> counted = known.isPresent()
                ? Optional.empty()
                : unknown.count(dialled.device().id());
        if (known.isEmpty() && counted.isEmpty()) {
            logger.debug(
                    "Phone {} named too many unknown users", dialled.device().ipei());
            return completedStage(Finding.Nobody.because(Notice.TOO_MANY_TRIES));
        }
        return files.get()
                .lookUp(dialled.rest(), PATIENCE)
                .thenApplyAsync(
                        lookup -> judge(dialled, counted, lookup),
                        radio.mailbox(dialled.device().ipei()));
    }

    /** The file server has proved somebody who was not known here. */
    void proved(Finding.AtServer finding) {
        finding.counted().ifPresent(unknown::takeBack);
    }

    private Finding judge(Dialled dialled, Optional<UnknownLogins.Counted> counted, UserLookup lookup) {
        if (lookup instanceof UserLookup.Found found) {
            counted.ifPresent(unknown::takeBack);
            return new Finding.Found(found.user());
        }
        if (lookup instanceof UserLookup.ServerJudges judges) {
            return new Finding.AtServer(judges.known(), store.read(LoginType::of), counted);
        }
        if (lookup instanceof UserLookup.Unavailable unavailable) {
            logger.info(
                    "Login of {} at {} failed: {}",
                    dialled.rest(),
                    dialled.device().ipei(),
                    unavailable.reason());
            return Finding.Nobody.because(Notice.NO_USER_DATA);
        }
        return Finding.Nobody.because(Notice.UNKNOWN_USER);
    }
}
