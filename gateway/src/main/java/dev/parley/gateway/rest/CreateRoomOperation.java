package dev.parley.gateway.rest;

import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Makes a room with the caller as its owner.
 *
 * @param newIds where the id comes from when the caller does not choose one
 */
record CreateRoomOperation(EdgeBus bus, Supplier<RoomId> newIds) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        Fields body = call.json();
        RoomId id = body.optionalText("id").map(RoomId::new).orElseGet(newIds);
        CreateRoom room = new CreateRoom(
                id,
                identity.actor(),
                body.text("name"),
                visibility(body.text("visibility")),
                body.optionalText("topic").orElse(""));
        return bus.ask(room)
                .map(made -> Answer.json(201, Representations.room(made))
                        .with("Location", RestRoutes.ROOMS + "/" + made.id()));
    }

    static Visibility visibility(String name) {
        return switch (name) {
            case "public" -> Visibility.PUBLIC;
            case "private" -> Visibility.PRIVATE;
            default -> throw Fields.wrong("visibility", "must be public or private");
        };
    }
}
