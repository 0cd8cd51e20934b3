/** Tests. */
@NullMarked
package dev.parley.chat.domain;

import org.jspecify.annotations.NullMarked;
