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
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
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
     * Changes a user. The fields of an external user come from its file and cannot be changed: number, login ID and name must
     * be as they are, the PIN absent, and the values administrators' own, which no file has.
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
     * Makes a device and a user tied together for good, in one step: both or none (DAT-08).
     *
     * @param device what the device is
     * @param user who the user is
     * @param actor who makes them
     * @return completes with the device and its user
     */
    CompletionStage<DeviceRow> addPair(DeviceDraft device, UserDraft user, Actor actor);

    /**
     * Removes a device and the user who is tied to it for good, in one step. A device that is unbound, or that somebody is
     * logged in at, is refused.
     *
     * @param id the device
     * @param actor who removes them
     * @return completes with whether there was such a device
     */
    CompletionStage<Boolean> removePair(DeviceId id, Actor actor);

    /**
     * Changes a device.
     *
     * @param id the device
     * @param revision the revision that was read
     * @param change what it is now
     * @param actor who changes it
     * @return completes with the device
     */
    CompletionStage<DeviceRow> changeDevice(DeviceId id, long revision, DeviceChange change, Actor actor);

    /**
     * Turns a fixed relation into a dynamic one or back; the user stays at the phone (DAT-04). An unbound device is refused,
     * and so is a fixed relation of an external user.
     *
     * @param id the device
     * @param kind what the relation is to be
     * @param actor who changes it
     * @return completes with the device and its user
     */
    CompletionStage<DeviceRow> changeRelation(DeviceId id, Relation.Kind kind, Actor actor);

    /**
     * Makes an external user a local one: values, PIN and relation stay, and its file is not fetched any more (PRV-16). A user
     * who is local already is refused.
     *
     * @param id the user
     * @param actor who does it
     * @return completes with the user
     */
    CompletionStage<UserRow> makeLocal(UserId id, Actor actor);

    /**
     * Forgets the PIN that a user set at a phone, so that the next one in order counts (USR-10).
     *
     * @param id the user
     * @param actor who does it
     * @return completes with whether there was such a PIN
     */
    CompletionStage<Boolean> forgetPhonePin(UserId id, Actor actor);

    /**
     * What counts for a user in the end, and where it comes from.
     *
     * @param id the user
     * @return the data; empty if there is no such user
     */
    Optional<EffectiveData> findEffectiveData(UserId id);

    /**
     * The settings of the whole system.
     *
     * @return the settings as they are now
     */
    SystemData systemData();

    /**
     * Changes settings of the whole system, all of those that are named or none. They reach all users set to {@code Global}
     * with the commit (USR-11).
     *
     * @param values what is to be set; an empty value sets the default again, and a key that is not named stays as it was
     * @param actor who changes them
     * @return completes with all settings
     */
    CompletionStage<SystemData> changeSystemData(Map<SystemKey, String> values, Actor actor);

    /**
     * A device to be made.
     *
     * @param ipei its factory identity
     * @param kind what the handset can do; {@link HandsetKind#UNKNOWN} until it subscribes
     * @param authenticationCode its own authentication code; empty for the system's
     * @param encryption whether its calls are to be encrypted
     * @param sosNumber the number of its SOS key; empty for the system's
     * @param manDownNumber the number of its ManDown alarm; empty for the system's
     * @param uak the key that the phone has from an earlier subscription, 16 octets: the device is subscribed at once; empty
     *     if it has to subscribe
     * @param algorithm the algorithm that the key is for, such as {@code DSAA}
     */
    record DeviceDraft(
            Ipei ipei,
            HandsetKind kind,
            Optional<Secret> authenticationCode,
            boolean encryption,
            String sosNumber,
            String manDownNumber,
            Optional<Secret> uak,
            String algorithm) {

        /**
         * A device that has to subscribe and has no numbers of its own.
         *
         * @param ipei its factory identity
         * @param kind what the handset can do; {@link HandsetKind#UNKNOWN} until it subscribes
         * @param authenticationCode its own authentication code; empty for the system's
         * @param encryption whether its calls are to be encrypted
         */
        public DeviceDraft(Ipei ipei, HandsetKind kind, Optional<Secret> authenticationCode, boolean encryption) {
            this(ipei, kind, authenticationCode, encryption, "", "", Optional.empty(), Device.DSAA);
        }
    }

    /**
     * What is to be said of a device.
     *
     * @param encryption whether its calls are to be encrypted
     * @param authenticationCode its own authentication code; absent leaves it as it was, one of no digits removes it, so that
     *     the system's counts
     * @param sosNumber the number of its SOS key; empty for the system's
     * @param manDownNumber the number of its ManDown alarm; empty for the system's
     */
    record DeviceChange(
            boolean encryption, Optional<Secret> authenticationCode, String sosNumber, String manDownNumber) {}

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
