/**
 * What the benchmark of peers puts into a framework, ours or another's, as small bundles of their own: a probe that sees
 * when all is started, a bundle to be updated, and those that update it while its service is called.
 */
@NullMarked
package org.dectory.itests.probe;

import org.jspecify.annotations.NullMarked;
