package org.dectory.provisioning.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.CfgResult;

/**
 * What the content of a user's file does to the data, all of it in one transaction.
 *
 * @param subject whom the file is about
 * @param fileName what the file is called
 * @param known the user before the fetch, if there was one; a local one becomes external
 * @param data what the file says
 * @param version what the server calls this version
 * @param messages what was found in the file
 * @param secrets the secrets of the known user
 * @param source where the file is from; whoever is made by it gets the PIN of the common file from there (USR-10)
 * @param now the time by the clock: that of the transaction is later if the clock was ahead before
 * @param facNumber the number of the feature access codes, which no user may have, asked within the transaction; empty
 *     for none
 */
record UserChange(
        Subject subject,
        String fileName,
        Optional<User> known,
        CfgResult.Data data,
        String version,
        List<String> messages,
        Map<SecretKind, Secret> secrets,
        Source source,
        Instant now,
        Supplier<String> facNumber) {

    /**
     * Applies it.
     *
     * @param tx the transaction
     * @return the user as it is then
     * @throws ImportRefusedException if the file cannot be applied
     */
    User apply(StoreTransaction tx) {
        Optional<User> before = subject.find(tx);
        if (before.filter(user -> !user.external()).isPresent() && !makesExternal()) {
            throw new ImportRefusedException("The user is a local one");
        }
        if (known.isPresent() && before.isEmpty()) {
            throw new ImportRefusedException("The user was deleted meanwhile");
        }
        if (before.filter(User::external).isEmpty() && !CommonImport.isKnown(tx, source)) {
            throw new ImportRefusedException("What " + CommonImport.FILE
                    + " says is not known yet, which may be the first" + " PIN of new users");
        }
        UserNumber number = number();
        if (number.value().equals(facNumber.get())) {
            throw new ImportRefusedException("The number " + number + " is that of the feature access codes");
        }
        Optional<User> holder = subject.type() == LoginType.NUMBER ? before : tx.findUser(number);
        if (holder.isPresent() && !holder.map(User::id).equals(before.map(User::id))) {
            throw new ImportRefusedException("The number " + number + " is taken by another user");
        }
        User user =
                before.map(old -> renamed(tx, madeExternal(tx, old), number)).orElseGet(() -> made(tx, number));
        tx.putLayer(user.id(), Layer.USER_FILE, layer());
        boolean pinHeld = applySecrets(tx, user, before.isPresent());
        putFile(tx, user, pinHeld);
        return user;
    }

    private boolean makesExternal() {
        return known.isPresent() && !known.get().external();
    }

    /** What an administrator entered for a local user gives way to the file, but for what no file can say. */
    private User madeExternal(StoreTransaction tx, User user) {
        if (user.external()) {
            return user;
        }
        if (tx.findRelation(user.id())
                .filter(relation -> relation.kind() == Relation.Kind.FIXED)
                .isPresent()) {
            throw new ImportRefusedException("The user has a fixed relation, which external users cannot have");
        }
        Map<String, String> own = new HashMap<>(tx.layer(user.id(), Layer.ADMINISTRATOR));
        own.keySet()
                .removeIf(key -> UserDataKey.find(key)
                        .filter(entered -> entered.scope() == UserDataKey.Scope.ADMINISTRATOR)
                        .isEmpty());
        tx.putLayer(user.id(), Layer.ADMINISTRATOR, own);
        tx.secrets().erase(SecretOwner.of(user.id()), SecretKind.PIN_ADMINISTRATOR);
        putFirstPins(tx, user);
        return tx.update(user.withExternal(true));
    }

    private void putFirstPins(StoreTransaction tx, User user) {
        SecretOwner owner = SecretOwner.of(user.id());
        tx.secrets().copy(SecretOwner.SYSTEM, SecretKind.COMMON_PIN, owner, SecretKind.PIN_COMMON_FILE);
        if (data.unread().contains(UserDataKey.PIN)) {
            tx.secrets().put(owner, SecretKind.PIN_USER_FILE, UnknownPin.make());
        }
    }

    private UserNumber number() {
        if (subject.type() == LoginType.NUMBER) {
            return new UserNumber(subject.name());
        }
        return data.find(UserDataKey.NUMBER)
                .map(UserNumber::new)
                .orElseThrow(() -> new ImportRefusedException("UD_Number is missing"));
    }

    private String name() {
        return data.find(UserDataKey.NAME).orElse("");
    }

    private User renamed(StoreTransaction tx, User old, UserNumber number) {
        Optional<LoginId> loginId = subject.loginId().or(old::loginId);
        User renamed = old.with(number, loginId, name());
        return renamed.equals(old) ? old : tx.update(renamed);
    }

    private User made(StoreTransaction tx, UserNumber number) {
        User user = tx.addUser(number, subject.loginId(), name(), true);
        putFirstPins(tx, user);
        return user;
    }

    /** Number and name are the user's identity, not its data. */
    private Map<String, String> layer() {
        Map<String, String> layer = new HashMap<>(data.values());
        layer.remove(UserDataKey.NUMBER.key());
        layer.remove(UserDataKey.NAME.key());
        return layer;
    }

    /** PINs of somebody who is logged in stay until the next fetch after the logout (CFG-06). */
    private boolean applySecrets(StoreTransaction tx, User user, boolean mayBeLoggedIn) {
        SecretOwner owner = SecretOwner.of(user.id());
        SecretChange change = new SecretChange(owner, secrets, data.secrets(), data.unread());
        change.apply(tx, UserDataKey.SIP_PASSWORD, SecretKind.SIP_PASSWORD);
        change.apply(tx, UserDataKey.KEY_LOCK_PIN, SecretKind.KEY_LOCK_PIN);
        change.apply(tx, UserDataKey.SERVICE_AUTH_PASSWD, SecretKind.SERVICE_PASSWORD);
        boolean forget = data.isTrue(UserDataKey.PIN_DEL) && secrets.containsKey(SecretKind.PIN_PHONE);
        if (mayBeLoggedIn && tx.findRelation(user.id()).isPresent()) {
            return forget || change.isNeeded(UserDataKey.PIN, SecretKind.PIN_USER_FILE);
        }
        change.apply(tx, UserDataKey.PIN, SecretKind.PIN_USER_FILE);
        if (forget) {
            tx.secrets().erase(owner, SecretKind.PIN_PHONE);
        }
        return false;
    }

    private void putFile(StoreTransaction tx, User user, boolean pinHeld) {
        // Without a version the server sends the whole file again, and with it the PIN that had to wait.
        String remembered = pinHeld ? "" : version;
        tx.putUserFile(new UserFile(
                user.id(),
                fileName,
                remembered,
                Optional.of(now),
                now.plus(interval(tx, data.values())),
                Optional.empty(),
                Optional.of(now),
                messages));
    }

    /** Only files say how long, and what the user's own says is at hand. */
    private static Duration interval(StoreView view, Map<String, String> file) {
        return Duration.ofHours(
                Integer.parseInt(UserData.textOfFiles(UserDataKey.UPDATE_INTERVAL, view.commonLayer(), file)));
    }

    /** How long the data of a user is good. */
    static Duration interval(StoreView view, User user) {
        return interval(view, view.layer(user.id(), Layer.USER_FILE));
    }
}
