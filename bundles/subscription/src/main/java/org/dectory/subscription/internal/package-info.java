/**
 * Decides which phones may subscribe, and when.
 *
 * <p>{@link org.dectory.subscription.internal.SubscriptionDesk} is the door. Behind it the rules are pure: the
 * {@link org.dectory.subscription.internal.SubscriptionWindow} says which mode is on at an instant, and
 * {@link org.dectory.subscription.internal.SubscriptionRules} what becomes of a request. Two procedures carry a phone
 * through: {@link org.dectory.subscription.internal.AccessRightsProcedure} gives it its key,
 * {@link org.dectory.subscription.internal.LocationProcedure} believes it once it has used that key. No protocol, no disk,
 * no socket.
 */
@NullMarked
package org.dectory.subscription.internal;

import org.jspecify.annotations.NullMarked;
