package dev.parley.gateway.rest;

import dev.parley.contracts.chat.ListMembers;
import dev.parley.contracts.chat.Member;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Pages through who belongs to a room. */
record ListMembersOperation(EdgeBus bus, People people) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        ListMembers question = new ListMembers(
                call.room(), identity.actor(), call.query("cursor").orElse(null), call.limit());
        return bus.ask(question)
                .compose(page -> people.byId(
                                page.items().stream().map(Member::user).toList())
                        .map(named -> Answer.json(200, Representations.members(page, named))));
    }
}
