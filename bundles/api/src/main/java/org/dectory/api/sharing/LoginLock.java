package org.dectory.api.sharing;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;

/**
 * Wrong PINs that were entered at a phone, and what follows from them. They count for the phone and the user together, so
 * that nobody is locked out of other phones, and for the phone over all users.
 *
 * @param device the phone's device
 * @param user the user whose PIN was entered wrongly; empty for the count over all users
 * @param wrongPins how many wrong PINs, from 1
 * @param until until when no further PIN is asked for; may have passed if it is not locked, the wrong PINs being remembered
 *     still
 * @param locked whether the limit was reached; otherwise the next attempt was slowed down at most
 */
public record LoginLock(DeviceId device, Optional<UserId> user, int wrongPins, Instant until, boolean locked) {}
