/**
 * Lets programs in: the programming interface over HTTP. Here are the doors, one servlet each; {@code http} knows the
 * protocol, {@code api} the appliance's resources, {@code simulator} those of the simulated phones.
 */
@NullMarked
package org.dectory.rest.internal;

import org.jspecify.annotations.NullMarked;
