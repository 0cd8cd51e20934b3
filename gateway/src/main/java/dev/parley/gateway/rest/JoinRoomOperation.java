package dev.parley.gateway.rest;

import dev.parley.contracts.chat.JoinRoom;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Makes the caller a member; who is one already stays one. */
record JoinRoomOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        return bus.ask(new JoinRoom(call.room(), identity.actor())).map(joined -> Answer.noContent());
    }
}
