package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;

/** A file server that judges people, as their authenticator; it makes users whom it proves. */
final class JudgingServer implements Authenticator {

    private static final Actor PROVISIONING = Actor.system("provisioning");

    final Map<String, String> pins = new HashMap<>();
    boolean down;
    boolean silent;
    boolean gone;
    int judged;

    private final Store store;
    private final ProvisioningService provisioning = new Judging();

    JudgingServer(Store store) {
        this.store = store;
    }

    ProvisioningService provisioning() {
        return provisioning;
    }

    @Override
    public Step begin(Attempt attempt) {
        return attempt.kind().isSystemHandset()
                ? new Step.KeypadRequest("PIN for server", 8)
                : new Step.Refused(Step.Reason.PHONE_CANNOT);
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        if (answer instanceof Answer.Digits typed) {
            judged++;
            return silent ? new CompletableFuture<>() : completedStage(judge(attempt, typed.digits()));
        }
        return completedStage(
                new Step.Refused(answer instanceof Answer.None ? Step.Reason.TIMED_OUT : Step.Reason.PIN_NOT_ENTERED));
    }

    private Step judge(Attempt attempt, Secret typed) {
        String login = attempt.login().orElseThrow();
        if (down || gone) {
            return new Step.Refused(down ? Step.Reason.UNAVAILABLE : Step.Reason.NO_SUCH_USER);
        }
        if (!typed.equals(Secret.of(pins.getOrDefault(login, "")))) {
            return new Step.Refused(Step.Reason.WRONG_PIN);
        }
        SharedPhones.done(store.<User>write(
                PROVISIONING,
                tx -> tx.findUser(new UserNumber(login))
                        .orElseGet(() -> tx.addUser(new UserNumber(login), Optional.empty(), "Name " + login, true))));
        return new Step.Accepted();
    }

    /** Provisioning that leaves every external user to the server. */
    private final class Judging implements ProvisioningService {

        @Override
        public CompletionStage<UserLookup> lookUp(String login, Duration patience) {
            return completedStage(new UserLookup.ServerJudges(
                    store.<Optional<User>>read(view -> view.findUser(new UserNumber(login)))));
        }

        @Override
        public Optional<Source> source() {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Void> configure(Optional<Source> source, Optional<Secret> password, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProvisioningStatus status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<ImportResult> importCommon() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<ImportResult> importUser(String login) {
            throw new UnsupportedOperationException();
        }
    }
}
