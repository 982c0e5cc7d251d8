package org.dectory.webconsole.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.apache.felix.webconsole.servlet.User;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.fieldupdate.FieldUpdateService;
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

    /** The header that proves what the field {@code token} proves where there is no form: another site's page may not send it. */
    private static final String TOKEN = "X-Dectory-Token";

    private static final String OCTETS = "application/octet-stream";

    private static final Logger logger = LoggerFactory.getLogger(OverviewPage.class);

    /** The part of the page that a script asks for by itself, as the path ends. */
    private static final String UPDATES = "/" + LABEL + "/updates";

    private final transient Capabilities capabilities;
    private final transient UpdateDesk desk;
    private final transient Clock clock;

    /** What a form of this page proves that it is one of this page. */
    private final String formToken;

    @Activate
    public OverviewPage(@Reference Capabilities capabilities) {
        this(capabilities, Clock.systemUTC());
    }

    OverviewPage(Capabilities capabilities, Clock clock) {
        this.capabilities = capabilities;
        this.clock = clock;
        desk = new UpdateDesk(capabilities, clock);
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        formToken = HexFormat.of().formatHex(random);
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        String address = request.getAttribute(ServletConstants.ATTR_PLUGIN_ROOT) instanceof String root
                ? root
                : request.getRequestURI();
        out.print(new OverviewHtml(capabilities, formToken, address, this::updates).toString());
    }

    private UpdateSection updates(FieldUpdateService service) {
        return new UpdateSection(service, capabilities, desk.last(), formToken, clock);
    }

    @Override
    protected @Nullable URL getResource(String path) {
        return path.equals("/" + LABEL + "/res/updates.js") ? OverviewPage.class.getResource("updates.js") : null;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (isAboutUpdates(request)) {
            answer(response);
        } else {
            super.doGet(request, response);
        }
    }

    private static boolean isAboutUpdates(HttpServletRequest request) {
        return UPDATES.equals(request.getPathInfo());
    }

    /** Shows the part about updates alone, which says what came of it. */
    private void answer(HttpServletResponse response) throws IOException {
        Optional<FieldUpdateService> service = capabilities.find(FieldUpdateService.class);
        response.setStatus(
                service.isPresent() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .print(service.map(present -> updates(present).fragment())
                        .orElse("The part fieldupdate is not there now."));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean upload = isAboutUpdates(request) && OCTETS.equals(request.getContentType());
        if (!isOurForm(upload ? request.getHeader(TOKEN) : request.getParameter("token"))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "The form is out of date. Load the page again.");
            return;
        }
        Optional<Actor> actor = actor(request);
        String action = upload ? "" : text(request, "action");
        if (actor.isEmpty()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Nobody is known to do it.");
            return;
        }
        try {
            if (upload || UpdateDesk.ACTIONS.contains(action)) {
                if (upload) {
                    desk.receive(request.getInputStream(), request.getContentLengthLong(), actor.get());
                } else {
                    decide(action, request, actor.get());
                }
                if (isAboutUpdates(request)) {
                    answer(response);
                } else {
                    lookAgain(request, response);
                }
                return;
            }
            Optional<CompletionStage<?>> done = new OverviewActions(capabilities, actor.get()).perform(action);
            if (done.isEmpty()) {
                response.sendError(
                        HttpServletResponse.SC_BAD_REQUEST,
                        "There is no such action, or what it is about is not there now.");
                return;
            }
            // An engineer's page may keep a thread until it is durable.
            done.get().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            lookAgain(request, response);
        } catch (ExecutionException | TimeoutException | CompletionException e) {
            logger.warn("The web console could not do what a button of the overview asks for", e);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "It could not be stored.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The appliance stops.");
        }
    }

    private void decide(String action, HttpServletRequest request, Actor actor) throws InterruptedException {
        if (action.equals("fetch-update")) {
            desk.fetch(text(request, "url"), text(request, "userName"), text(request, "password"), actor);
        } else {
            desk.perform(action, actor);
        }
    }

    /** Loading the page again must not do it again. */
    private static void lookAgain(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getRequestURI());
    }

    private static String text(HttpServletRequest request, String parameter) {
        return Optional.ofNullable(request.getParameter(parameter)).orElse("");
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
