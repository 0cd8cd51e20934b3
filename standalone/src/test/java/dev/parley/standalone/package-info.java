/** Tests. */
@NullMarked
package dev.parley.standalone;

import org.jspecify.annotations.NullMarked;
