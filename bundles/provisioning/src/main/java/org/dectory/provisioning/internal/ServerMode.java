package org.dectory.provisioning.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.provisioning.ServerLogin.State;
import org.dectory.api.store.Store;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.provisioning.internal.LiveSettings.Current;

/**
 * Says whether the server judges who logs in (PRV-07): if the common file asks for it, and the source is reached with account and
 * password. Thread-safe.
 */
final class ServerMode {

    /** What each account has on the server. */
    static final String FILE = "user.cfg";

    /** They know no accounts. */
    private static final Set<String> WITHOUT_ACCOUNTS = Set.of("tftp", "file");

    private final Store store;
    private final CommonData common;
    private final FileSource files;
    private final ServerTrial trial;

    ServerMode(Store store, CommonData common, FileSource files, ServerTrial trial) {
        this.store = store;
        this.common = common;
        this.files = files;
        this.trial = trial;
    }

    /** Whether it does, with the source of these settings. */
    boolean isOn(Current current) {
        return isWanted()
                && current.source().isPresent()
                && findObstacle(current, current.source().get()).isEmpty();
    }

    /** How it stands, for people. */
    ServerLogin describe(Current current) {
        if (!isWanted() || current.source().isEmpty()) {
            return ServerLogin.OFF;
        }
        Source source = current.source().get();
        return findObstacle(current, source)
                .map(obstacle -> new ServerLogin(State.NOT_POSSIBLE, List.of(obstacle)))
                .orElseGet(() -> new ServerLogin(State.ON, weaknesses(current, source)));
    }

    private boolean isWanted() {
        return common.data().isTrue(UserDataKey.COMMON_USER_FILE_NAME);
    }

    private Optional<String> findObstacle(Current current, Source source) {
        String key = UserDataKey.COMMON_USER_FILE_NAME.key() + " counts only with account and password access: ";
        String otherwise = ". Each user's own file is fetched instead";
        if (WITHOUT_ACCOUNTS.contains(source.protocol())) {
            return Optional.of(key + source.protocol() + " knows no accounts" + otherwise);
        }
        Optional<Secret> secret = files.findPassword(current.settings(), source);
        secret.ifPresent(Secret::close);
        return secret.isPresent()
                ? Optional.empty()
                : Optional.of(key + "the source has no account or no password" + otherwise);
    }

    private List<String> weaknesses(Current current, Source source) {
        List<String> found = new ArrayList<>();
        found.add("The file server judges who logs in: PINs leave the phones as digits, and the server gets them");
        if (Warnings.IN_CLEAR.contains(source.protocol())) {
            found.add("PINs cross the network in clear: " + source.protocol().toUpperCase(Locale.ROOT)
                    + " does not encrypt");
        }
        if (!store.read(view -> SystemData.of(view).isOn(SystemKey.ENCRYPTION))) {
            found.add("Encryption of the air is off in the system: no phone is asked for a PIN, nobody can log in");
        }
        trial.findFault(current).ifPresent(found::add);
        return found;
    }
}
