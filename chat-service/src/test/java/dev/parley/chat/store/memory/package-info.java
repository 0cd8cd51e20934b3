/** Tests. */
@NullMarked
package dev.parley.chat.store.memory;

import org.jspecify.annotations.NullMarked;
