/** What every fetcher must do, and a fetcher that does as it is told. */
@NullMarked
package org.dectory.testkit.fetch;

import org.jspecify.annotations.NullMarked;
