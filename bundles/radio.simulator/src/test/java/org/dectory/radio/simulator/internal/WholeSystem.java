package org.dectory.radio.simulator.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.Radio;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.system.ChallengeResponse;
import org.dectory.dsaa.system.KeyAllocation;

/** The system's side with the real procedures of one algorithm: the code is 1234, everybody's PIN is 2580. */
final class WholeSystem implements AccessRightsHandler {

    static final Secret PIN = Secret.of("2580");

    private static final Secret CODE = Secret.of("1234");
    private static final Secret NO_KEY = Secret.ofBytes(new byte[16]);

    private final Radio radio;
    private final KeyAllocation allocator;
    private final ChallengeResponse authenticator;

    final Map<Ipei, Secret> keys = new ConcurrentHashMap<>();
    final Map<Ipei, List<String>> announced = new ConcurrentHashMap<>();

    /** Changes what is sent to prove the system. */
    UnaryOperator<SystemProof> forgery = UnaryOperator.identity();

    WholeSystem(Radio radio, CipherSuite suite) {
        this.radio = radio;
        allocator = new KeyAllocation(suite);
        authenticator = new ChallengeResponse(suite);
    }

    @Override
    public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
        announced.put(request.phone(), request.algorithms());
        Step.Challenge sent = allocator.begin();
        return radio.allocateKey(request.phone(), sent)
                .thenApply(reply -> reply.flatMap(received -> allocator.complete(CODE, sent, received))
                        .map(allocation -> granted(request.phone(), allocation))
                        .orElse(new AccessRights.Rejected(RejectReason.AUTHENTICATION_FAILED)));
    }

    private AccessRights granted(Ipei phone, KeyAllocator.Allocation allocation) {
        keys.put(phone, allocation.uak());
        return new AccessRights.Granted(forgery.apply(allocation.proof()));
    }

    @Override
    public CompletionStage<Boolean> located(LocationRegistration registration) {
        announced.put(registration.phone(), registration.algorithms());
        return ask(Attempt.Purpose.PHONE, registration.phone()).thenApply(Step.Accepted.class::isInstance);
    }

    /** Asks a phone until there is a verdict. */
    CompletionStage<Step> ask(Attempt.Purpose purpose, Ipei phone) {
        Attempt attempt = new Attempt(
                purpose,
                phone,
                HandsetKind.UNKNOWN,
                Optional.empty(),
                keys.getOrDefault(phone, NO_KEY),
                Optional.of(PIN));
        return next(attempt, authenticator.begin(attempt));
    }

    private CompletionStage<Step> next(Attempt attempt, Step step) {
        if (!(step instanceof Step.Question question)) {
            return completedStage(step);
        }
        CompletionStage<Answer> answer = radio.ask(attempt.phone(), question, Duration.ofSeconds(100));
        return answer.thenCompose(given -> authenticator.proceed(attempt, question, given))
                .thenCompose(following -> next(attempt, following));
    }
}
