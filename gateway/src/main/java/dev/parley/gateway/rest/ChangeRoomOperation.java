package dev.parley.gateway.rest;

import dev.parley.contracts.chat.ChangeRoom;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Changes what a room is called and about, and who may know of it; what is not named stays as it is. */
record ChangeRoomOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        Fields body = call.json();
        ChangeRoom change = new ChangeRoom(
                call.room(),
                identity.actor(),
                body.optionalText("name").orElse(null),
                body.optionalText("topic").orElse(null),
                body.optionalText("visibility")
                        .map(CreateRoomOperation::visibility)
                        .orElse(null));
        return bus.ask(change).map(room -> Answer.json(200, Representations.room(room)));
    }
}
