package org.dectory.rest.internal.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.settings.ReadableSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way in for every request: checked, identified, routed, answered. */
@Component(service = Gate.class, configurationPid = "org.dectory.rest")
@Designate(ocd = Gate.Config.class)
public final class Gate {

    @ObjectClassDefinition(name = "REST interface", description = "The programming interface over HTTP")
    @interface Config {

        @AttributeDefinition(
                name = "Names of this machine",
                description =
                        "Host names and addresses, besides those of the loopback interface, by which the appliance"
                                + " may be called; an IPv6 address in square brackets")
        String[] allowed_hosts() default {};

        @AttributeDefinition(
                name = "Largest body",
                description = "Octets of a request's body, 1024 to 16777216",
                min = "" + LEAST_BODY,
                max = "" + LARGEST_BODY)
        int max_body_octets() default 262_144;
    }

    private static final Logger logger = LoggerFactory.getLogger(Gate.class);

    private static final int LEAST_BODY = 1024;

    /** Each body that is being sent takes as much memory. */
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private final Doorkeeper doorkeeper;
    private volatile ForeignRequests foreignRequests;
    private volatile int bodyLimit;

    @Activate
    public Gate(@Reference Capabilities capabilities, Config config) {
        this(capabilities, Set.of(), LARGEST_BODY);
        modified(config);
    }

    /** Takes changed settings in while requests go on: whoever changes them is answered. */
    @Modified
    void modified(Config written) {
        Config config = ReadableSettings.of(Config.class, written, logger::warn);
        change(hosts(config), config.max_body_octets());
    }

    void change(Set<String> hosts, int octets) {
        foreignRequests = new ForeignRequests(hosts);
        bodyLimit = usable(octets);
    }

    private static Set<String> hosts(Config config) {
        return Set.copyOf(List.of(config.allowed_hosts()));
    }

    /** A limit that lets nothing in, or more than there is memory, would lock out those who could mend it. */
    private static int usable(int octets) {
        return Math.max(LEAST_BODY, Math.min(octets, LARGEST_BODY));
    }

    public Gate(Capabilities capabilities, Set<String> hosts, int bodyLimit) {
        foreignRequests = new ForeignRequests(hosts);
        doorkeeper = new Doorkeeper(capabilities);
        this.bodyLimit = usable(bodyLimit);
    }

    /** How many octets a body may have. */
    int bodyLimit() {
        return bodyLimit;
    }

    /**
     * Fulfils a request, or says why not.
     *
     * @param request the request
     * @param router where it may go
     * @return completes with the answer, never exceptionally
     */
    public CompletionStage<Answer> handle(Request request, Router router) {
        CompletionStage<Answer> answer;
        try {
            answer = admit(request, router).fulfil();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        return answer(answer, request.uri());
    }

    /**
     * Looks at the head of a request whose body has not come yet: what a stranger sends is not even taken in, so that it
     * cannot fill the memory.
     *
     * @param head the request without its body
     * @param router where it may go
     */
    Reception receive(Request head, Router router) {
        try {
            Admitted admitted = admit(head, router);
            return new Reception(
                    Optional.empty(), admitted.route().sink().map(opener -> opener.apply(admitted.call())));
        } catch (RuntimeException e) {
            return new Reception(Optional.of(ProblemMapping.problem(e).answer(head.uri())), Optional.empty());
        }
    }

    /**
     * What becomes of a request whose body has not come yet.
     *
     * @param refusal why it is refused; empty if its body is wanted
     * @param sink takes the body as it comes; empty if it is to be collected
     */
    record Reception(Optional<Answer> refusal, Optional<BodySink> sink) {}

    /** Makes an answer of whatever comes. */
    static CompletionStage<Answer> answer(CompletionStage<Answer> answer, String uri) {
        return answer.exceptionally(failure -> ProblemMapping.problem(failure).answer(uri));
    }

    private Admitted admit(Request request, Router router) {
        Optional<Router.Match> match = Optional.empty();
        Optional<ProblemException> lost = Optional.empty();
        try {
            match = Optional.of(router.find(request));
        } catch (ProblemException e) {
            lost = Optional.of(e);
        }
        foreignRequests.refuse(
                request, match.map(found -> found.route().types()).orElse(Route.JSON));
        Optional<Account> account = Optional.empty();
        if (match.isEmpty() || match.get().route().access() != Access.PUBLIC) {
            // Strangers learn nothing of what there is: they are asked who they are first.
            account = Optional.of(doorkeeper.identify(request));
        }
        if (lost.isPresent()) {
            throw lost.get();
        }
        Route route = match.orElseThrow().route();
        account.ifPresent(known -> Doorkeeper.check(known, route.access()));
        Map<String, String> query = PercentCode.parameters(request.query());
        query.keySet().stream().filter(name -> !route.query().contains(name)).forEach(Gate::refuseParameter);
        return new Admitted(route, new Call(request, account, match.get().variables(), query, bodyLimit));
    }

    /** A request that may be fulfilled. */
    private record Admitted(Route route, Call call) {

        CompletionStage<Answer> fulfil() {
            return route.handler().apply(call);
        }
    }

    private static void refuseParameter(String name) {
        throw Problem.invalid(name, "There is no parameter " + Shown.of(name) + " here.");
    }
}
