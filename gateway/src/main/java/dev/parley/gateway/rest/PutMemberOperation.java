package dev.parley.gateway.rest;

import dev.parley.contracts.chat.Member;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.Role;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;
import java.util.Optional;

/** Adds somebody to a room, or gives a member another role. */
record PutMemberOperation(EdgeBus bus, People people) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        Role role = role(call.json().text("role"));
        return people.existing(call)
                .compose(person -> bus.ask(new PutMember(call.room(), identity.actor(), People.target(person), role))
                        .map(done -> Answer.json(
                                200, Representations.member(new Member(person.id(), role), Optional.of(person)))));
    }

    private static Role role(String name) {
        return switch (name) {
            case "owner" -> Role.OWNER;
            case "moderator" -> Role.MODERATOR;
            case "member" -> Role.MEMBER;
            case "reader" -> Role.READER;
            default -> throw Fields.wrong("role", "must be owner, moderator, member or reader");
        };
    }
}
