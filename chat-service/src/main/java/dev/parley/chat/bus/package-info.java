/** The chat service on the bus: commands in, announcements out. The only package here that knows addresses. */
@NullMarked
package dev.parley.chat.bus;

import org.jspecify.annotations.NullMarked;
