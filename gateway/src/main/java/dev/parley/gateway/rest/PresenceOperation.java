package dev.parley.gateway.rest;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Who is in a room. The room's owner says first whether the caller may know: presence itself has no rules. */
record PresenceOperation(EdgeBus bus, Addresses addresses) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        RoomId room = call.room();
        return bus.ask(new GetRoom(room, identity.actor()))
                .compose(known -> bus.ask(new WhoIsHere(addresses.presenceShardOf(room), room)))
                .map(presence -> Answer.json(200, Representations.presence(presence)));
    }
}
