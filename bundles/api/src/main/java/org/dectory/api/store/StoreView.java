package org.dectory.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.osgi.annotation.versioning.ProviderType;

/** A consistent picture of the data. Valid only inside the function that was given it, on that thread. */
@ProviderType
public interface StoreView {

    /**
     * Finds a device by its number.
     *
     * @param id its number
     * @return the device, if there is one
     */
    Optional<Device> findDevice(DeviceId id);

    /**
     * Finds a device by its factory identity.
     *
     * @param ipei the identity
     * @return the device, if there is one
     */
    Optional<Device> findDevice(Ipei ipei);

    /**
     * Finds a user.
     *
     * @param id its number (uid)
     * @return the user, if there is one
     */
    Optional<User> findUser(UserId id);

    /**
     * Finds a user by number or SIP user name.
     *
     * @param number the number
     * @return the user, if there is one
     */
    Optional<User> findUser(UserNumber number);

    /**
     * Finds a user by login ID.
     *
     * @param loginId the login ID
     * @return the user, if there is one
     */
    Optional<User> findUser(LoginId loginId);

    /**
     * Finds the relation of a device.
     *
     * @param device the device
     * @return the relation; empty if the device is unbound
     */
    Optional<Relation> findRelation(DeviceId device);

    /**
     * Finds the relation of a user.
     *
     * @param user the user
     * @return the relation; empty if the user is unbound
     */
    Optional<Relation> findRelation(UserId user);

    /**
     * Lists devices. Columns: {@code ipei}, {@code id}, {@code kind}, {@code subscription}, {@code encryption},
     * {@code relation}, {@code number}, {@code name}.
     *
     * @param request which page
     * @return the page
     * @throws IllegalArgumentException if there is no such column
     */
    Page<DeviceRow> devices(PageRequest request);

    /**
     * Lists users. Columns: {@code number}, {@code id}, {@code loginId}, {@code name}, {@code external},
     * {@code relation}, {@code ipei}.
     *
     * @param request which page
     * @return the page
     * @throws IllegalArgumentException if there is no such column
     */
    Page<UserRow> users(PageRequest request);

    /**
     * Lists all dynamic relations, that is, who is logged in.
     *
     * @return the relations, by device
     */
    List<Relation> dynamicRelations();

    /**
     * One layer of a user's data, as it was written.
     *
     * @param user the user
     * @param layer the layer; for {@link Layer#COMMON_FILE} see {@link #commonLayer()}
     * @return keys and values; empty if there is nothing in that layer
     * @throws IllegalArgumentException if it is the common one
     */
    Map<String, String> layer(UserId user, Layer layer);

    /**
     * The layer of {@code user_common.cfg}.
     *
     * @return keys and values; empty if there is no common file
     */
    Map<String, String> commonLayer();

    /**
     * What is known about the import of a user's file.
     *
     * @param user the user
     * @return the state; empty if there was no import
     */
    Optional<UserFile> findUserFile(UserId user);

    /**
     * Lists what is known about the imports of users' files. Columns: {@code file}, {@code number}, {@code name},
     * {@code imported}, {@code due}. Searched are the file's name, the problem, and the user's number and name.
     *
     * @param problem what the problem of those wanted begins with, so that an empty text means all that have one; empty for
     *     all files
     * @param but those whose problem begins with this are left out; empty for none
     * @param request which page
     * @return the page
     * @throws IllegalArgumentException if there is no such column
     */
    Page<UserFileRow> userFiles(Optional<String> problem, Optional<String> but, PageRequest request);

    /**
     * Files whose time has come, the longest overdue first.
     *
     * @param now files due at or before this instant
     * @param max how many at most, 1 to 1000
     * @return the files
     */
    List<UserFile> dueUserFiles(Instant now, int max);

    /**
     * When the next file is due.
     *
     * @return the instant; empty if there are no files
     */
    Optional<Instant> nextDue();

    /**
     * A piece of state that a capability keeps for itself.
     *
     * @param key a name that begins with the bundle's, such as {@code subscription.mode}
     * @return the text kept under it, if any
     */
    Optional<String> findState(String key);

    /**
     * Pieces of state whose key begins alike.
     *
     * @param prefix what the keys begin with, not empty
     * @return keys and texts, in the order of the keys
     */
    Map<String, String> states(String prefix);

    /**
     * Which secrets somebody has; the secrets themselves stay where they are.
     *
     * @param owner whose they are
     * @return the kinds of those that are set
     */
    Set<SecretKind> secretKinds(SecretOwner owner);

    /**
     * The latest instant ever written to the change feed: a clock that is earlier has been set back.
     *
     * @return the instant; empty if nothing was ever changed
     */
    Optional<Instant> latestInstant();
}
