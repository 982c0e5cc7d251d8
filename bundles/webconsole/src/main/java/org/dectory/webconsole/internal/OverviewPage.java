package org.dectory.webconsole.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.User;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.store.Actor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The appliance on one page: subscription, access codes, who is logged in, where users' files come from. */
@Component(
        service = Servlet.class,
        configurationPid = "org.dectory.webconsole.overview",
        property = {
            "felix.webconsole.label=" + OverviewPage.LABEL,
            "felix.webconsole.title=Overview",
            "felix.webconsole.category=Dectory"
        })
public final class OverviewPage extends AbstractServlet {

    static final String LABEL = "dectory";

    private static final long serialVersionUID = 1L;

    private static final int PATIENCE_SECONDS = 10;

    private static final Logger logger = LoggerFactory.getLogger(OverviewPage.class);

    private final transient Capabilities capabilities;

    /** What a form of this page proves that it is one of this page. */
    private final String formToken;

    @Activate
    public OverviewPage(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        formToken = HexFormat.of().formatHex(random);
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        out.print(new OverviewHtml(capabilities, formToken).toString());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isOurForm(request.getParameter("token"))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "The form is out of date. Load the page again.");
            return;
        }
        Optional<Actor> actor = actor(request);
        String action = Optional.ofNullable(request.getParameter("action")).orElse("");
        if (actor.isEmpty()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Nobody is known to do it.");
            return;
        }
        try {
            Optional<CompletionStage<?>> done = new OverviewActions(capabilities, actor.get()).perform(action);
            if (done.isEmpty()) {
                response.sendError(
                        HttpServletResponse.SC_BAD_REQUEST,
                        "There is no such action, or what it is about is not there now.");
                return;
            }
            // An engineer's page may keep a thread until it is durable.
            done.get().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            // Loading the page again must not do it again.
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getRequestURI());
        } catch (ExecutionException | TimeoutException | CompletionException e) {
            logger.warn("The web console could not do what a button of the overview asks for", e);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "It could not be stored.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The appliance stops.");
        }
    }

    private boolean isOurForm(@Nullable String token) {
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), formToken.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Actor> actor(HttpServletRequest request) {
        return request.getAttribute(User.USER_ATTRIBUTE) instanceof User user
                        && user.getUserObject() instanceof Account account
                ? Optional.of(Actor.account(account.name(), request.getRemoteAddr()))
                : Optional.empty();
    }
}
