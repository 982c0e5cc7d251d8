package org.dectory.api.fieldupdate;

import java.time.Instant;

/**
 * One entry of the history of updates.
 *
 * @param at when
 * @param step what: {@code DOWNLOADING}, {@code REFUSED}, {@code VERIFIED}, {@code STAGED}, {@code DISCARDED}, {@code TRIAL}, {@code ATTEMPT}, {@code
 *     COMMITTED} or {@code ROLLED_BACK}
 * @param version the version of the update, 0 if it is not known
 * @param reason why it was refused or rolled back, as a program can tell; empty otherwise
 * @param detail more, for people; may be empty
 */
public record UpdateEvent(Instant at, String step, long version, String reason, String detail) {}
