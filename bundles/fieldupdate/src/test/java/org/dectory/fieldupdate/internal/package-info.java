@NullMarked
package org.dectory.fieldupdate.internal;

import org.jspecify.annotations.NullMarked;
