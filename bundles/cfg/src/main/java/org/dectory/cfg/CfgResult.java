package org.dectory.cfg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.identity.Secret;
import org.dectory.api.userdata.UserDataKey;

/** What came of reading a file. */
public sealed interface CfgResult {

    /**
     * The file has data; lines that are in error are left out of it.
     *
     * @param values what is no secret, canonical values by canonical keys; unknown keys and their values as they were written
     * @param secrets PINs and passwords, by key
     * @param unread secret keys that the file has and that could not be read: their lines are in error, or are encrypted and
     *     there are no keys here; so nobody may conclude that the file has no such key
     * @param lines on which line each key is that counts, by key as it is in {@code values}, and of secrets
     * @param findings what was found, in the order of the lines; the first 100
     * @param errors how many errors there are in all
     */
    record Data(
            Map<String, String> values,
            Map<UserDataKey, Secret> secrets,
            Set<UserDataKey> unread,
            Map<String, Integer> lines,
            List<Finding> findings,
            int errors)
            implements CfgResult, AutoCloseable {

        public Data {
            values = Map.copyOf(values);
            secrets = Map.copyOf(secrets);
            unread = Set.copyOf(unread);
            lines = Map.copyOf(lines);
            findings = List.copyOf(findings);
        }

        /** The value of a key that is no secret, if the file has one. */
        public Optional<String> find(UserDataKey key) {
            return Optional.ofNullable(values.get(key.key()));
        }

        /** Whether the file says yes to a key; no, if it has no such key. */
        public boolean isTrue(UserDataKey key) {
            return find(key).filter("TRUE"::equals).isPresent();
        }

        /** Closes the secrets. */
        @Override
        public void close() {
            secrets.values().forEach(Secret::close);
        }
    }

    /**
     * The file says nothing that could be applied: it is empty, has comments only, or every line is in error.
     *
     * @param findings what was found; the first 100
     * @param errors how many errors there are in all
     */
    record NoData(List<Finding> findings, int errors) implements CfgResult {

        public NoData {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The octets are no text of the kind expected.
     *
     * @param reason why, for people
     */
    record Unreadable(String reason) implements CfgResult {}
}
