package org.dectory.provisioning.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dectory.api.fac.FacService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * The FAC number, which no user may have.
 *
 * <p>Feature access codes reach provisioning by their login action, so their service is taken at its first use only. Then it is
 * kept: to take and return it each time, on many threads at once, is more than the framework counts without mistakes.
 */
final class FacNumber {

    private final AtomicReference<@Nullable Offer> current = new AtomicReference<>();

    void bind(ComponentServiceObjects<FacService> service) {
        current.set(new Offer(service));
    }

    /** The service has gone; does nothing if another is there already. */
    void unbind(ComponentServiceObjects<FacService> service) {
        current.updateAndGet(offer -> offer != null && offer.isOf(service) ? null : offer);
    }

    /** The number; empty if there is none now. */
    String find() {
        Offer offer = current.get();
        return offer == null ? "" : offer.find().map(FacService::number).orElse("");
    }

    private static final class Offer {

        private final ComponentServiceObjects<FacService> source;
        private volatile @Nullable FacService taken;

        Offer(ComponentServiceObjects<FacService> source) {
            this.source = source;
        }

        boolean isOf(ComponentServiceObjects<FacService> service) {
            return source.getServiceReference().equals(service.getServiceReference());
        }

        Optional<FacService> find() {
            FacService known = taken;
            if (known == null) {
                known = source.getService();
                taken = known;
            }
            return Optional.ofNullable(known);
        }
    }
}
