package org.dectory.webconsole.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.dectory.api.account.AccountService;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.account.AccountService.Role;
import org.dectory.api.identity.Secret;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Opens the web console to the accounts of the appliance. The framework's property {@code felix.webconsole.security.providers}
 * names it, so that the console stays shut until it is there.
 */
@Component(
        service = SecurityProvider.class,
        configurationPid = "org.dectory.webconsole.security",
        property = SecurityProvider.PROPERTY_ID + "=org.dectory.webconsole")
public final class ConsoleSecurity implements SecurityProvider {

    /** The framework's property that opens the upload of bundles; for the machines of developers. */
    private static final String UPLOAD = "dectory.webconsole.upload";

    private final Door door;
    private final LastVisitor last = new LastVisitor();
    private final AtomicReference<@Nullable AccountService> accounts = new AtomicReference<>();

    @Activate
    public ConsoleSecurity(BundleContext context) {
        this(new Door(Boolean.parseBoolean(context.getProperty(UPLOAD))));
    }

    ConsoleSecurity(Door door) {
        this.door = door;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setAccounts(AccountService service) {
        accounts.set(service);
    }

    void unsetAccounts(AccountService service) {
        accounts.compareAndSet(service, null);
    }

    /**
     * Finds out who calls.
     *
     * @return the {@link Account}; null, as the console wants it, if nobody may come in, the answer being written then
     */
    @Override
    @SuppressWarnings("NullAway") // The contract of the console is older than our annotations.
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Optional<String> refusal = door.refuse(request);
        if (refusal.isPresent()) {
            return refuse(response, HttpServletResponse.SC_FORBIDDEN, refusal.get());
        }
        AccountService service = accounts.get();
        Optional<Account> account = service == null ? last.recognise(credentials(request)) : identify(request, service);
        if (account.isEmpty() && service == null) {
            return refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The accounts are not there now.");
        }
        if (account.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Dectory\", charset=\"UTF-8\"");
            return refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "Say the name and password of an account.");
        }
        if (account.get().mustChangePassword()) {
            return refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "The first password must be changed before it opens the web console: PUT /api/v1/account/password"
                            + " with currentPassword and newPassword.");
        }
        if (account.get().role() != Role.FULL_ACCESS && !Door.isSafe(request)) {
            return refuse(response, HttpServletResponse.SC_FORBIDDEN, "This account may look, and change nothing.");
        }
        if (service != null && !Door.isSafe(request)) {
            last.remember(account.get(), credentials(request));
        }
        return account.get();
    }

    private static String credentials(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    }

    private static Optional<Account> identify(HttpServletRequest request, AccountService service) {
        String authorization = credentials(request);
        if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder()
                    .decode(authorization.substring("basic ".length()).strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = 0;
        while (colon < decoded.length && decoded[colon] != ':') {
            colon++;
        }
        byte[] octets = Arrays.copyOfRange(decoded, Math.min(colon + 1, decoded.length), decoded.length);
        try (Secret password = Secret.ofBytes(octets)) {
            String name = new String(decoded, 0, colon, StandardCharsets.UTF_8);
            return service.authenticate(name, password, request.getRemoteAddr());
        } finally {
            Arrays.fill(decoded, (byte) 0);
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static @Nullable Object refuse(HttpServletResponse response, int status, String reason) {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        try {
            response.getWriter().println(reason);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }

    @Override
    public boolean authorize(Object user, String role) {
        return user instanceof Account account && account.role() == Role.FULL_ACCESS;
    }

    /** Browsers forget the password when they are told that it is wrong. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Dectory\", charset=\"UTF-8\"");
        refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "You are logged out.");
    }
}
