package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.stomp.FrameError;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which limit a refusal is about, for the metrics. Rates and places count themselves. */
final class ExceededLimits {
    private ExceededLimits() {}

    static Optional<Limit> of(FrameError error) {
        return error.excess().map(excess -> switch (excess) {
            case BODY -> Limit.BODY;
            case HEADERS -> Limit.HEADERS;
            case HEADER_LINE -> Limit.HEADER_LINE;
        });
    }

    /**
     * What is too large about a whole frame: a SUBSCRIBE is one too many, a SEND, or one that a COMMIT brings, has too long
     * a text. What a transaction has no room for it has counted itself.
     */
    static Optional<Limit> of(Refusal refusal, @Nullable Frame frame) {
        if (refusal.code() != ErrorCode.TOO_LARGE || frame == null) {
            return Optional.empty();
        }
        if (frame.getCommand() == Command.SUBSCRIBE) {
            return Optional.of(Limit.SUBSCRIPTIONS);
        }
        boolean posts = frame.getCommand() == Command.SEND && !Transactions.isMember(frame);
        return posts || frame.getCommand() == Command.COMMIT ? Optional.of(Limit.MESSAGE_TEXT) : Optional.empty();
    }
}
