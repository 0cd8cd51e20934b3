package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.stomp.FrameEncoder;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server says to one client, as long as that hears it: past the interceptors, then in the session's version. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** Where a client listens for what concerns it. */
    private static final String NOTIFICATIONS = "/user/queue/notifications";

    private final Session session;
    private final Sessions sessions;

    Answers(Session session, Sessions sessions) {
        this.session = session;
        this.sessions = sessions;
    }

    /** Writes a frame; false where it was not written, because an interceptor withholds it or nobody hears it. */
    boolean send(Frame frame) {
        if (!session.isHeard()) {
            return false;
        }
        Optional<Frame> wanted = sessions.interceptors().wants(frame.getCommand())
                ? sessions.interceptors().outbound(frame, session.asIntercepted())
                : Optional.of(frame);
        wanted.ifPresent(allowed -> session.outbox().send(FrameEncoder.encode(allowed, session.version())));
        return wanted.isPresent();
    }

    /** Says that a frame has taken effect, and what came of it, where the client asked for that. */
    void receipt(Frame frame, Map<String, String> outcome) {
        String receipt = frame.getHeader(Header.RECEIPT);
        if (receipt != null) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(Header.RECEIPT_ID, receipt);
            headers.putAll(outcome);
            send(new Frame(Command.RECEIPT, headers, Buffer.buffer()));
        }
    }

    /** Says why the connection ends. */
    void error(Refusal refusal, @Nullable Frame cause, String versions) {
        sessions.meters().failed(refusal.code());
        ExceededLimits.of(refusal, cause).ifPresent(sessions.limits()::exceeded);
        send(Refusals.error(refusal, cause, versions));
    }

    /** Refuses a frame to who listens for refusals, and the session goes on; false where nobody listens. */
    boolean refuse(Refusal refusal, Frame frame) {
        sessions.meters().refused(refusal.code());
        Optional<Subscriber> errors = session.subscriptions()
                .to(Refusals.DESTINATION)
                .map(Subscription::subscriber)
                .filter(listening -> listening.deliveries().hasRoom());
        errors.ifPresent(listening -> {
            ExceededLimits.of(refusal, frame).ifPresent(sessions.limits()::exceeded);
            Refusals.deliver(listening, refusal, frame);
        });
        return errors.isPresent();
    }

    /** Says something to who listens for what concerns it; false where nobody listens. */
    boolean notice(String event, JsonObject body) {
        return session.subscriptions()
                .to(NOTIFICATIONS)
                .map(Subscription::subscriber)
                .filter(listening -> listening.deliveries().hasRoom())
                .filter(listening -> listening.deliver(
                        UUID.randomUUID().toString(),
                        Map.of(Header.CONTENT_TYPE, "application/json", Header.EVENT, event),
                        body.toBuffer()))
                .isPresent();
    }

    /** The refusal in a failure; what is none is logged here, and named to the client by an id. */
    Refusal refusal(Throwable failure) {
        if (failure instanceof Refusal expected) {
            return expected;
        }
        String incident = UUID.randomUUID().toString();
        LOG.atError()
                .setCause(failure)
                .addKeyValue("incident", incident)
                .addKeyValue("sessionId", session.id())
                .log("a frame failed");
        return new Refusal(ErrorCode.INTERNAL, "incident " + incident);
    }
}
