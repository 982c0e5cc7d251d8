/**
 * Encrypted values: how files write them, and the one cipher that both ends use. Needs nothing but Java, so that a value can be
 * encrypted on any machine.
 */
@NullMarked
package org.dectory.cfg.encrypted;

import org.jspecify.annotations.NullMarked;
