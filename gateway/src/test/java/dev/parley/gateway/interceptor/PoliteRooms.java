package dev.parley.gateway.interceptor;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.ext.stomp.Command;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Refuses shouting, softens a word, and says on every message by which house it came. */
public final class PoliteRooms implements FrameInterceptor {
    @Override
    public int order() {
        return 100;
    }

    @Override
    public InterceptedFrame onInbound(InterceptedFrame frame, InterceptedClient client) {
        if (frame.command() != Command.SEND) {
            return frame;
        }
        String text = frame.text();
        boolean moderator =
                client.speaker().map(who -> who.roles().contains("moderator")).orElse(false);
        if (text.contains("!!!") && !moderator) {
            throw new Refusal(ErrorCode.FORBIDDEN, "no shouting here");
        }
        return text.contains("darn")
                ? frame.withBody(text.replace("darn", "dear me").getBytes(StandardCharsets.UTF_8))
                : frame;
    }

    @Override
    public Set<Command> outbound() {
        return Set.of(Command.MESSAGE);
    }

    @Override
    public InterceptedFrame onOutbound(InterceptedFrame frame, InterceptedClient client) {
        return frame.withHeader("house", "parley.example");
    }
}
