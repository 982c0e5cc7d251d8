/**
 * Judges the servers that the appliance calls: everything that knows certificates and keys of hosts is in this room.
 *
 * <p>{@link TrustService} is the door. {@link Believed} is what the store has at the moment; {@link ServerTrustManager} hears of a
 * server in the middle of a handshake, {@link Chains} finds out who vouches for it, {@link HostNames} whether it is the one that was
 * called. {@link SshHosts} does the same for SSH, and {@link SshIdentity} keeps the appliance's own key.
 */
@NullMarked
package org.dectory.trust.internal;

import org.jspecify.annotations.NullMarked;
