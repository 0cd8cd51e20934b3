package dev.parley.gateway.rest;

import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import io.vertx.core.Future;

/**
 * Posts a message; the answer is the committed event, byte for byte.
 *
 * @param maxLength the longest text, in characters; the chat service has the last word
 */
record PostMessageOperation(EdgeBus bus, int maxLength, Limits limits) implements PersonalOperation {
    /** In characters; the rest of a longer name is cut off, as at every door. */
    private static final int MAX_WRITER_LENGTH = 64;

    @Override
    public Future<Answer> run(Call call, Identity identity) {
        Fields body = call.json();
        String text = body.text("message");
        if (text.codePointCount(0, text.length()) > maxLength) {
            limits.exceeded(Limit.MESSAGE_TEXT);
            throw new Refusal(ErrorCode.TOO_LARGE, "a message has at most " + maxLength + " characters");
        }
        PostMessage message = new PostMessage(
                call.room(),
                author(identity.actor(), body),
                text,
                body.optionalText("clientMessageId").map(ClientMessageId::new).orElse(null),
                body.optionalNumber("replyTo", 1).orElse(null));
        return bus.ask(message)
                .onFailure(limits::notPosted)
                .map(posted -> Answer.json(posted.duplicate() ? 200 : 201, Representations.event(posted.body())));
    }

    /** The author is the caller, but a guest may say by what name it is shown (docs/protocol.md, "Who is speaking"). */
    private static Actor author(Actor actor, Fields body) {
        if (!actor.isGuest()) {
            return actor;
        }
        return body.optionalText("writer")
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> actor.shownAs(shortened(name)))
                .orElse(actor);
    }

    private static String shortened(String name) {
        int length = Math.min(MAX_WRITER_LENGTH, name.codePointCount(0, name.length()));
        return name.substring(0, name.offsetByCodePoints(0, length));
    }
}
