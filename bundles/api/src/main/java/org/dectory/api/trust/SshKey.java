package org.dectory.api.trust;

import org.dectory.api.identity.Secret;

/**
 * The appliance's own key for SSH.
 *
 * @param publicKey one line as {@code authorized_keys} has it
 * @param privateKey in PEM (PKCS #8), not encrypted
 */
public record SshKey(String publicKey, Secret privateKey) {}
