/** Tests. */
@NullMarked
package dev.parley.chat.store;

import org.jspecify.annotations.NullMarked;
