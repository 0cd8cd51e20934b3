/** Where rooms and their logs are kept: the ports. Knows the domain; of Vert.x only {@code Future}. */
@NullMarked
package dev.parley.chat.store;

import org.jspecify.annotations.NullMarked;
