package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.dectory.itests.container.House;

/** What an administrator does and sees about subscription. */
final class SubscriptionPage {

    private final Site site;

    SubscriptionPage(Site site) {
        this.site = site;
    }

    private SubscriptionService service() {
        return site.service(SubscriptionService.class);
    }

    private void done(CompletionStage<?> stage) {
        House.done(stage);
        site.isQuiet();
    }

    void starts() {
        done(service().startStandard(House.actor()));
    }

    void startsForEver() {
        done(service().startAlwaysOpen(House.actor()));
    }

    void startsWildcard() {
        done(service().startWildcard(Optional.empty(), House.actor()));
    }

    void startsWildcard(Duration period) {
        done(service().startWildcard(Optional.of(period), House.actor()));
    }

    void restrictsDuration(boolean on) {
        done(service().restrictDuration(on, House.actor()));
    }

    void stops() {
        done(service().stop(House.actor()));
    }

    void autoCreate(boolean on) {
        done(service().autoCreate(on, House.actor()));
    }

    /** A new appliance makes it in its first moments. */
    Secret authenticationCode() {
        return await("authentication code")
                .atMost(House.PATIENCE)
                .until(() -> service().authenticationCode(), Optional::isPresent)
                .orElseThrow();
    }

    SubscriptionStatus status() {
        return service().status();
    }

    void isClosed() {
        assertThat(status().mode()).isEqualTo(Mode.OFF);
    }

    void isStandardWithoutEnd() {
        assertThat(status().mode()).isEqualTo(Mode.STANDARD);
        assertThat(status().until()).isEmpty();
    }

    /** Standard mode is on and ends by itself after this span. */
    void isStandardFor(Duration span) {
        isFor(Mode.STANDARD, span);
    }

    void isWildcardFor(Duration span) {
        isFor(Mode.WILDCARD, span);
    }

    private void isFor(Mode mode, Duration span) {
        SubscriptionStatus status = status();
        assertThat(status.mode()).isEqualTo(mode);
        assertThat(status.until()).contains(site.time().now().plus(span));
    }
}
