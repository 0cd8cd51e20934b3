/** Tests. */
@NullMarked
package dev.parley.chat.store.sql;

import org.jspecify.annotations.NullMarked;
