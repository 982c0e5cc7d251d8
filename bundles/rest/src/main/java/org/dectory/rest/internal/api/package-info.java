/** The appliance's resources below {@code /api/v1}, one class each. */
@NullMarked
package org.dectory.rest.internal.api;

import org.jspecify.annotations.NullMarked;
