/** The backbone as the edge sees it: questions out, announcements in, each on the right event loop. */
@NullMarked
package dev.parley.gateway.bus;

import org.jspecify.annotations.NullMarked;
