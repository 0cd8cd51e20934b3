/** Tests. */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
