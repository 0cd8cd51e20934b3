/** Tests. */
@NullMarked
package dev.parley.chat.shard;

import org.jspecify.annotations.NullMarked;
