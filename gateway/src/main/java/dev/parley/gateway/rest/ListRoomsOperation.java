package dev.parley.gateway.rest;

import dev.parley.contracts.chat.ListRooms;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Pages through the caller's rooms, or through the public ones. */
record ListRoomsOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        ListRooms question = new ListRooms(
                identity.actor(),
                scope(call.query("scope").orElse("mine")),
                call.query("q").orElse(""),
                call.query("cursor").orElse(null),
                call.limit());
        return bus.ask(question).map(page -> Answer.json(200, Representations.rooms(page)));
    }

    private static ListRooms.Scope scope(String name) {
        return switch (name) {
            case "mine" -> ListRooms.Scope.MINE;
            case "public" -> ListRooms.Scope.PUBLIC;
            default -> throw Fields.wrong("scope", "must be mine or public");
        };
    }
}
