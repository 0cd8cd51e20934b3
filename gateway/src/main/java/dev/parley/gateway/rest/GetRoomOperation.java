package dev.parley.gateway.rest;

import dev.parley.contracts.chat.GetRoom;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** A room as the caller sees it. */
record GetRoomOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        return bus.ask(new GetRoom(call.room(), identity.actor()))
                .map(room -> Answer.json(200, Representations.room(room)));
    }
}
