/** What can be asked of the chat service, one use case a question. Of Vert.x only {@code Future}. */
@NullMarked
package dev.parley.chat.app;

import org.jspecify.annotations.NullMarked;
