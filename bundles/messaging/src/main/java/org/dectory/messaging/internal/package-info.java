/**
 * Takes what happens at phones to those who must hear of it. Of this room only the first corner is furnished: emergencies.
 *
 * <p>{@link org.dectory.messaging.internal.Emergencies} is told of the SOS key and of the ManDown sensor; an
 * {@link org.dectory.messaging.internal.Alarm} knows which number counts.
 */
@NullMarked
package org.dectory.messaging.internal;

import org.jspecify.annotations.NullMarked;
