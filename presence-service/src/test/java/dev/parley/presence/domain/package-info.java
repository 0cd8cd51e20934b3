/** Tests. */
@NullMarked
package dev.parley.presence.domain;

import org.jspecify.annotations.NullMarked;
