/** Tests. */
@NullMarked
package dev.parley.chat.bus;

import org.jspecify.annotations.NullMarked;
