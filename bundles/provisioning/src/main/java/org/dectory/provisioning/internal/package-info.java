/** Brings users and their settings from file servers. */
@NullMarked
package org.dectory.provisioning.internal;

import org.jspecify.annotations.NullMarked;
