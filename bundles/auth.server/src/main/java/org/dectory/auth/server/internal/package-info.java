/**
 * Has the file server prove users: the third room beside those of the DECT algorithms. It knows neither keys nor files; the
 * digits that a person types go to provisioning, which asks the server, and what comes back is the verdict.
 */
@NullMarked
package org.dectory.auth.server.internal;

import org.jspecify.annotations.NullMarked;
