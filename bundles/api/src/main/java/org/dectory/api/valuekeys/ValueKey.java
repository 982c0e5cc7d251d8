package org.dectory.api.valuekeys;

import java.time.Instant;

/**
 * What everybody may know of a key pair for encrypted values.
 *
 * @param id what encrypted values name it by: the first 8 hex digits of the SHA-256 of the public key in DER, lower case
 * @param created when it was made
 * @param current whether it is the one to encrypt with; the others only open what was encrypted before
 * @param publicKey the public key (SubjectPublicKeyInfo) in PEM, with a line end at its end
 */
public record ValueKey(String id, Instant created, boolean current, String publicKey) {}
