package org.dectory.api.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretWriter;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes within one transaction. Each call sees what the calls before it did, writes its entry to the change feed, and is
 * undone with all others if the function throws.
 */
@ProviderType
public interface StoreTransaction extends StoreView {

    /**
     * Makes a device that is not subscribed.
     *
     * @param ipei its factory identity
     * @param kind what the handset can do
     * @param encryption whether its calls are to be encrypted
     * @return the device
     * @throws NotUniqueException if the IPEI is taken
     */
    Device addDevice(Ipei ipei, HandsetKind kind, boolean encryption);

    /**
     * Writes a changed device.
     *
     * @param device the changed copy, of the revision that was read
     * @return the device with its new revision
     * @throws StaleRevisionException if somebody else changed it since
     * @throws NotFoundException if it is gone
     * @throws NotUniqueException if the IPEI is taken
     */
    Device update(Device device);

    /**
     * Removes a device with its relation and its secrets; does nothing if it is gone.
     *
     * @param device the device
     */
    void removeDevice(DeviceId device);

    /**
     * Makes a user.
     *
     * @param number number or SIP user name
     * @param loginId login ID, if any
     * @param name the name that phones show
     * @param external whether the user comes from a file
     * @return the user
     * @throws NotUniqueException if the number or the login ID is taken
     */
    User addUser(UserNumber number, Optional<LoginId> loginId, String name, boolean external);

    /**
     * Writes a changed user.
     *
     * @param user the changed copy, of the revision that was read
     * @return the user with its new revision
     * @throws StaleRevisionException if somebody else changed it since
     * @throws NotFoundException if it is gone
     * @throws NotUniqueException if the number or the login ID is taken
     */
    User update(User user);

    /**
     * Removes a user with relation, layers, file state and secrets; does nothing if it is gone.
     *
     * @param user the user
     */
    void removeUser(UserId user);

    /**
     * Ties a device and a user together.
     *
     * @param device the device, unbound
     * @param user the user, unbound
     * @param kind how it comes about
     * @return the relation
     * @throws NotUniqueException if one of them is tied already
     * @throws NotFoundException if one of them is gone
     */
    Relation link(DeviceId device, UserId user, Relation.Kind kind);

    /**
     * Parts a device from its user; does nothing if it is unbound. What the user proved to the file server
     * ({@link org.dectory.api.secret.SecretKind#SERVER_PASSWORD}) is erased with the relation.
     *
     * @param device the device
     */
    void unlink(DeviceId device);

    /**
     * Makes a relation fixed or dynamic. Nothing is written if it is so already; else it counts from now.
     *
     * @param device the device
     * @param kind what the relation is to be
     * @return the relation
     * @throws NotFoundException if the device is unbound
     */
    Relation changeRelation(DeviceId device, Relation.Kind kind);

    /**
     * Replaces one layer of a user's data. Nothing is written if it is equal to what there was.
     *
     * @param user the user
     * @param layer the layer, not {@link Layer#COMMON_FILE}
     * @param values the layer's keys and values, at most 1000 of 1 to 128 and up to 4,096 characters; empty to clear it
     * @throws NotFoundException if the user is gone
     */
    void putLayer(UserId user, Layer layer, Map<String, String> values);

    /**
     * Replaces the layer of {@code user_common.cfg}. Nothing is written if it is equal to what there was.
     *
     * @param values keys and values, as many and as long as those of a user; empty to clear it
     */
    void putCommonLayer(Map<String, String> values);

    /**
     * Writes what is known about the import of a user's file. This is no entry of the change feed.
     *
     * @param file the state; its name has at most 255 characters, its version 1,024, and a longer problem is cut to 500
     * @throws NotFoundException if the user is gone
     */
    void putUserFile(UserFile file);

    /**
     * Forgets the import of a user's file, which is not fetched any more; does nothing if there was none. This is no entry of
     * the change feed.
     *
     * @param user the user
     */
    void removeUserFile(UserId user);

    /**
     * Keeps a piece of state for a capability. Nothing is written if it is equal to what there was.
     *
     * @param key a name that begins with the bundle's; at most 128 characters
     * @param text what to keep; at most 65,536 characters
     */
    void putState(String key, String text);

    /**
     * Keeps a piece of state that nobody needs to hear of: as {@link #putState}, without an entry in the change feed.
     *
     * @param key a name that begins with the bundle's; at most 128 characters
     * @param text what to keep; at most 65,536 characters
     */
    void putQuietState(String key, String text);

    /**
     * Forgets a piece of state; does nothing if there is none.
     *
     * @param key its name
     */
    void removeState(String key);

    /**
     * Writes secrets in this transaction.
     *
     * @return the writer, valid within this transaction
     */
    SecretWriter secrets();

    /**
     * The time of this transaction, the same for all its changes.
     *
     * @return the instant, never earlier than that of an earlier transaction
     */
    Instant now();
}
