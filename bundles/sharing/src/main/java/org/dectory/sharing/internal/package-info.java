/**
 * Shares phones among people: logs users in on phones and out again.
 *
 * <p>A login goes one way: {@link LoginAction} finds the user, {@link PinProof} has phone and person proved
 * (and {@link WrongPins} counts who fails), the action
 * commits the relation, {@link Phones} shows it. A logout, whoever caused it, ends in the change feed; {@link FeedFollower}
 * reads it there, and there alone phones are cleared and get their login prompt back.
 *
 * <p>What else people do with phones comes to {@link PhoneEvents}: {@link PinChange}, {@link StatusPage}, {@link PhoneSettings}
 * and {@link Charging} answer it.
 */
@NullMarked
package org.dectory.sharing.internal;

import org.jspecify.annotations.NullMarked;
