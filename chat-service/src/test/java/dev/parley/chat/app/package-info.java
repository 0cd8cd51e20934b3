/** Tests. */
@NullMarked
package dev.parley.chat.app;

import org.jspecify.annotations.NullMarked;
