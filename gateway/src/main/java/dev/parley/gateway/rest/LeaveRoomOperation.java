package dev.parley.gateway.rest;

import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Ends the caller's membership; who has none stays without. */
record LeaveRoomOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        return bus.ask(new LeaveRoom(call.room(), identity.actor())).map(left -> Answer.noContent());
    }
}
