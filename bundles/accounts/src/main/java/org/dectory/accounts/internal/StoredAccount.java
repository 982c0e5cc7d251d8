package org.dectory.accounts.internal;

import java.util.List;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.account.AccountService.Role;

/**
 * An account as it lies in the store: role, whether the password must be changed, and the password's hash, parted by blanks.
 *
 * @param account the account
 * @param hash the hash in its stored form
 */
record StoredAccount(Account account, String hash) {

    private static final String STATE_PREFIX = "accounts.";

    /** What the keys of all accounts begin with. */
    static String prefix() {
        return STATE_PREFIX;
    }

    static String key(String name) {
        return STATE_PREFIX + name;
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static StoredAccount parse(String key, String text) {
        List<String> parts = List.of(text.split(" ", -1));
        if (parts.size() != 3) {
            throw new IllegalArgumentException(key + ": hidden (expected: role mustChange hash)");
        }
        Account account = new Account(
                key.substring(STATE_PREFIX.length()), Role.valueOf(parts.get(0)), Boolean.parseBoolean(parts.get(1)));
        return new StoredAccount(account, parts.get(2));
    }

    String text() {
        return account.role().name() + " " + account.mustChangePassword() + " " + hash;
    }

    /** The same account with a password of its person's own choice. */
    StoredAccount withPassword(PasswordHash replacement) {
        return new StoredAccount(new Account(account.name(), account.role(), false), replacement.stored());
    }

    /** Tells nothing of the hash. */
    @Override
    public String toString() {
        return "StoredAccount[" + account.name() + "]";
    }
}
