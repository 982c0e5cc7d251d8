package org.dectory.api.datasets;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.UserData;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What administrators do with data sets. Each stage completes when the change is durable, or fails with a
 * {@link DataSetException} (the rules forbid it) or a {@link org.dectory.api.store.StoreException}. Thread-safe.
 */
@ProviderType
public interface DataSetService {

    /**
     * Lists devices.
     *
     * @param request which page; columns as in {@link org.dectory.api.store.StoreView#devices}
     * @return the page
     */
    Page<DeviceRow> devices(PageRequest request);

    /**
     * Finds a device.
     *
     * @param id the device
     * @return the device with its relation, if there is one
     */
    Optional<DeviceRow> findDevice(DeviceId id);

    /**
     * Makes an unbound device that is not subscribed.
     *
     * @param draft what it is
     * @param actor who makes it
     * @return completes with the device
     */
    CompletionStage<DeviceRow> addDevice(DeviceDraft draft, Actor actor);

    /**
     * Removes a device, subscribed or not. A user who is logged in there is logged out.
     *
     * @param id the device
     * @param actor who removes it
     * @return completes with whether there was such a device
     */
    CompletionStage<Boolean> removeDevice(DeviceId id, Actor actor);

    /**
     * Lists users.
     *
     * @param request which page; columns as in {@link org.dectory.api.store.StoreView#users}
     * @return the page
     */
    Page<UserRow> users(PageRequest request);

    /**
     * Finds a user.
     *
     * @param id the user
     * @return the user with the relation, if there is one
     */
    Optional<UserRow> findUser(UserId id);

    /**
     * The merged data of a user.
     *
     * @param id the user
     * @return the data; empty if there is no such user
     */
    Optional<UserData> findUserData(UserId id);

    /**
     * Makes an unbound local user.
     *
     * @param draft who it is
     * @param actor who makes it
     * @return completes with the user
     */
    CompletionStage<UserRow> addUser(UserDraft draft, Actor actor);

    /**
     * Changes a user. The fields of an external user come from its file and cannot be changed.
     *
     * @param id the user
     * @param revision the revision that was read
     * @param draft who it is now; an absent PIN stays as it was
     * @param actor who changes it
     * @return completes with the user
     */
    CompletionStage<UserRow> changeUser(UserId id, long revision, UserDraft draft, Actor actor);

    /**
     * Removes a user. The phone where the user is logged in is logged out.
     *
     * @param id the user
     * @param actor who removes it
     * @return completes with whether there was such a user
     */
    CompletionStage<Boolean> removeUser(UserId id, Actor actor);

    /**
     * A device to be made.
     *
     * @param ipei its factory identity
     * @param kind what the handset can do; {@link HandsetKind#UNKNOWN} until it subscribes
     * @param authenticationCode its own authentication code; empty for the system's
     * @param encryption whether its calls are to be encrypted
     */
    record DeviceDraft(Ipei ipei, HandsetKind kind, Optional<Secret> authenticationCode, boolean encryption) {}

    /**
     * A user to be made or changed.
     *
     * @param number number or SIP user name
     * @param loginId login or additional ID, if any
     * @param name the name that phones show; may be empty
     * @param pin the PIN, 1 to 8 digits; empty for the default
     * @param values the administrator's layer: keys of the {@linkplain org.dectory.api.userdata.UserDataKey catalogue}
     */
    record UserDraft(
            UserNumber number,
            Optional<LoginId> loginId,
            String name,
            Optional<Secret> pin,
            Map<String, String> values) {

        /**
         * Copies the values.
         *
         * @param number number or SIP user name
         * @param loginId login or additional ID, if any
         * @param name the name that phones show; may be empty
         * @param pin the PIN, 1 to 8 digits; empty for the default
         * @param values the administrator's layer: keys of the catalogue
         */
        public UserDraft {
            values = Map.copyOf(values);
        }
    }
}
