/**
 * The key cabinet for encrypted values: makes key pairs, gives the public halves to everybody, and opens with the private ones.
 */
@NullMarked
package org.dectory.valuekeys.internal;

import org.jspecify.annotations.NullMarked;
