package dev.parley.gateway.rest;

import dev.parley.contracts.chat.ReadHistory;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** A window of a room's raw log: the bytes that were committed, whatever became of the messages since. */
record ReadEventsOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        ReadHistory question = new ReadHistory(
                call.room(),
                identity.actor(),
                call.number("after", 0).orElse(null),
                call.number("before", 1).orElse(null),
                call.limit());
        return bus.ask(question).map(page -> Answer.json(200, Representations.events(page)));
    }
}
