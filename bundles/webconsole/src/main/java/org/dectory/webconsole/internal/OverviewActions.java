package org.dectory.webconsole.internal;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.configuration.SnapshotException;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.Actor;
import org.dectory.api.subscription.SubscriptionService;

/** What the buttons of the overview do. */
final class OverviewActions {

    private static final Pattern LOGOUT = Pattern.compile("logout ([1-9][0-9]{0,8})");
    private static final Pattern UNLOCK = Pattern.compile("unlock ([1-9][0-9]{0,8})(?: ([1-9][0-9]{0,8}))?");

    private static final Pattern RESTORE = Pattern.compile("restore ([1-9][0-9]{0,8})");

    private final Capabilities capabilities;
    private final Actor actor;

    OverviewActions(Capabilities capabilities, Actor actor) {
        this.capabilities = capabilities;
        this.actor = actor;
    }

    /**
     * Does what a button asks for.
     *
     * @return completes when it is durable; empty if there is no such action, or the part for it is not there
     */
    Optional<CompletionStage<?>> perform(String action) {
        Matcher logout = LOGOUT.matcher(action);
        if (logout.matches()) {
            return sharing(service -> service.logout(new DeviceId(number(logout, 1)), actor));
        }
        Matcher unlock = UNLOCK.matcher(action);
        if (unlock.matches()) {
            Optional<UserId> user =
                    unlock.group(2) == null ? Optional.empty() : Optional.of(new UserId(number(unlock, 2)));
            return sharing(service -> service.unlock(new DeviceId(number(unlock, 1)), user, actor));
        }
        Matcher restore = RESTORE.matcher(action);
        if (restore.matches()) {
            return snapshots(service -> service.restore(number(restore, 1), Set.of(), actor));
        }
        return switch (action) {
            case "snapshot" -> snapshots(service -> service.take("by hand", actor, false));
            case "start" -> subscription(service -> service.startStandard(actor));
            case "always-open" -> subscription(service -> service.startAlwaysOpen(actor));
            case "wildcard" -> subscription(service -> service.startWildcard(Optional.empty(), actor));
            case "stop" -> subscription(service -> service.stop(actor));
            case "restrict-on" -> subscription(service -> service.restrictDuration(true, actor));
            case "restrict-off" -> subscription(service -> service.restrictDuration(false, actor));
            case "auto-create-on" -> subscription(service -> service.autoCreate(true, actor));
            case "auto-create-off" -> subscription(service -> service.autoCreate(false, actor));
            case "import-all" -> imports(service -> service.startImport(Optional.empty(), actor));
            case "import-cancel" -> imports(service -> service.cancelRun(actor));
            case "confirm-held" -> imports(service -> service.confirmDeletions(Optional.empty(), actor));
            default -> Optional.empty();
        };
    }

    /** One that begins at once, or not, since one is in progress, which the page shows. */
    private Optional<CompletionStage<?>> imports(Function<ProvisioningAdministration, Object> deed) {
        return capabilities.find(ProvisioningAdministration.class).map(service -> {
            try {
                return CompletableFuture.completedStage(deed.apply(service));
            } catch (IllegalStateException e) {
                return CompletableFuture.completedStage(e.getMessage());
            }
        });
    }

    /** Done when it returns; one that is gone or damaged is not, which the page shows. */
    private Optional<CompletionStage<?>> snapshots(Function<ConfigurationSnapshots, Object> deed) {
        return capabilities.find(ConfigurationSnapshots.class).map(service -> {
            try {
                return CompletableFuture.completedStage(deed.apply(service));
            } catch (SnapshotException | UncheckedIOException e) {
                return CompletableFuture.failedStage(e);
            }
        });
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private Optional<CompletionStage<?>> subscription(Function<SubscriptionService, CompletionStage<?>> deed) {
        return capabilities.find(SubscriptionService.class).map(deed);
    }

    private Optional<CompletionStage<?>> sharing(Function<SharingService, CompletionStage<?>> deed) {
        return capabilities.find(SharingService.class).map(deed);
    }
}
