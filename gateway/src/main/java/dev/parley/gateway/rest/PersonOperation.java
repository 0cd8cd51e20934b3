package dev.parley.gateway.rest;

import dev.parley.contracts.chat.ChatCommand;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Does something to somebody in a room; who has had it done already keeps it. */
record PersonOperation(EdgeBus bus, People people, Act act) implements PersonalOperation {
    /** What is done. */
    @FunctionalInterface
    interface Act {
        ChatCommand<Posted> to(RoomId room, Actor actor, Target target);
    }

    @Override
    public Future<Answer> run(Call call, Identity identity) {
        return people.target(call)
                .compose(target -> bus.ask(act.to(call.room(), identity.actor(), target)))
                .map(done -> Answer.noContent());
    }
}
