package org.dectory.fieldupdate.internal;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.replaceable.NoServiceException;
import org.dectory.api.replaceable.ReplaceableServices;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Brings updates from servers, by whatever fetchers there are; an update may replace them, too. */
@Component(
        service = Fetchers.class,
        configurationPid = "org.dectory.fieldupdate.fetchers",
        reference =
                @Reference(
                        name = "fetchers",
                        service = Fetcher.class,
                        cardinality = ReferenceCardinality.MULTIPLE,
                        policy = ReferencePolicy.DYNAMIC,
                        policyOption = ReferencePolicyOption.GREEDY,
                        bind = "add",
                        updated = "add",
                        unbind = "remove"))
public final class Fetchers {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ReplaceableServices<Fetcher> services = new ReplaceableServices<>(FetchProtocol.NAME);

    @Activate
    public Fetchers() {}

    void add(Fetcher fetcher, Map<String, ?> properties) {
        services.bind(fetcher, properties);
    }

    void remove(Fetcher fetcher, Map<String, ?> properties) {
        services.unbind(fetcher, properties);
    }

    /**
     * Brings a file.
     *
     * @throws UpdateRefusedException if it does not come, or may not be fetched
     */
    ByteBuffer fetch(URI uri, Optional<FetchRequest.Credentials> credentials)
            throws UpdateRefusedException, InterruptedException {
        boolean credentialsInside =
                Optional.ofNullable(uri.getRawAuthority()).orElse("").contains("@");
        if (uri.getScheme() == null || credentialsInside) {
            throw refusal("The address needs a protocol, and no credentials in it.");
        }
        FetchRequest request = new FetchRequest(uri, credentials, "", FieldUpdateService.MAXIMUM_FETCHED, LIMIT);
        try {
            FetchResult result = services.callRepeatable(
                    uri.getScheme(), fetcher -> fetcher.fetch(request), FetchResult.Failed.class::isInstance);
            if (result instanceof FetchResult.Fetched fetched) {
                return fetched.content();
            }
            throw refusal(
                    result instanceof FetchResult.Failed failed
                            ? "The update cannot be fetched: " + failed.reason() + "."
                            : "There is no such file on the server.");
        } catch (NoServiceException e) {
            throw refusal("Nothing here fetches by the protocol " + uri.getScheme() + ".");
        }
    }

    private static UpdateRefusedException refusal(String message) {
        return new UpdateRefusedException(UpdateRefusedException.NOT_FETCHED, message);
    }
}
