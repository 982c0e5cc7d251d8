/**
 * The rules of the product as stories that an administrator can read aloud, told inside Felix on the bundles of the built
 * image. Only the clock is not the shipped one: it stands still until a story lets time pass.
 */
@NullMarked
package org.dectory.itests.stories;

import org.jspecify.annotations.NullMarked;
