package dev.parley.gateway.handler;

import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.model.Actor;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;

/** What a frame does: understood and checked as far as a gateway can, and not done yet. */
sealed interface Effect {
    /** Who does it, under the name that it wants to be shown by. */
    Actor speaker();

    /** Posts a message to a room. Those of one transaction and room are posted all or none. */
    record Post(PostMessage message) implements Effect {
        @Override
        public Actor speaker() {
            return message.actor();
        }
    }

    /**
     * Does anything else, by itself.
     *
     * @param run does it; the value is what the RECEIPT says beside its id
     */
    record Single(Actor speaker, Supplier<Future<Map<String, String>>> run) implements Effect {}
}
