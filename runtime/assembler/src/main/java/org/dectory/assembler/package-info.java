/**
 * Makes the image: from features and jars, the list of what runs, and the proof that nothing is missing.
 *
 * <p>Used by the build only; what goes wrong here never reaches an appliance.
 */
@NullMarked
package org.dectory.assembler;

import org.jspecify.annotations.NullMarked;
