/**
 * Runs the real Jupiter engine inside the framework, so that container tests are ordinary JUnit 5 tests.
 *
 * <p>On the test JVM {@link org.dectory.itests.harness.PaxExam5} boots the framework and hands each test method over; in
 * the framework the bundle of this package runs it.
 */
@NullMarked
package org.dectory.itests.harness;

import org.jspecify.annotations.NullMarked;
