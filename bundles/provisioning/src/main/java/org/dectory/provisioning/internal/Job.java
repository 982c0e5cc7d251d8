package org.dectory.provisioning.internal;

import java.util.Optional;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;

/**
 * One import as it began.
 *
 * @param order what is to be imported
 * @param user the user as known then
 * @param file what was known about the file
 */
record Job(Order order, Optional<User> user, Optional<UserFile> file) {

    static Job of(Store store, Order order) {
        return store.read(view -> {
            Optional<User> user = order.subject().find(view);
            return new Job(order, user, user.flatMap(known -> view.findUserFile(known.id())));
        });
    }

    String fileName() {
        return order.fileName();
    }

    boolean isLocal() {
        return user.isPresent() && !user.get().external();
    }

    boolean isExternal() {
        return user.isPresent() && user.get().external();
    }

    /** The version of the file under its present name. */
    String version() {
        return file.filter(known -> known.name().equals(fileName()))
                .map(UserFile::version)
                .orElse("");
    }
}
