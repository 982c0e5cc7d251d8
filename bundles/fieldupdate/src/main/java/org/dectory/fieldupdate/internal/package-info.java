/**
 * Field updates: the workshop of the house. It gets signed sets from the launcher's strong-room, puts their bundles in the place of
 * those that run, watches them, and brings the old ones back if the new ones are no good.
 *
 * <p>{@link FieldUpdates} is the door and {@link Updater} the one who works, on one thread. {@link Planner} says what has to be replaced and how,
 * {@link Swap} does it by the {@link Hands}, which never wait for ever, {@link Vitals} and {@link Proof} judge what came of it.
 */
@NullMarked
package org.dectory.fieldupdate.internal;

import org.jspecify.annotations.NullMarked;
