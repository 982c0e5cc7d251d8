/** Fakes and contract tests for those who implement a contract of the api. */
@NullMarked
package org.dectory.testkit;

import org.jspecify.annotations.NullMarked;
