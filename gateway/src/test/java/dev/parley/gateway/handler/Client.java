package dev.parley.gateway.handler;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.session.AckMode;
import dev.parley.gateway.session.FakeConnection;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.session.TransactionLimits;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.stomp.StompVersion;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connected client, its session, and what the session has written to it. */
final class Client {
    static final Actor GUEST = new Actor(new UserId("u-1"), "guest-1", "guest-1", Set.of(Actor.GUEST));

    private static final SessionOptions OPTIONS = new SessionOptions(
            DecoderLimits.DEFAULTS,
            10,
            3,
            new TransactionLimits(2, 4, 2000),
            100,
            100_000,
            Duration.ofSeconds(10),
            HeartBeat.NONE,
            1 << 20,
            Duration.ofSeconds(60));

    private final FakeConnection connection = new FakeConnection();
    private final Sessions sessions =
            new Sessions(OPTIONS, new Wheel(), ManualClock.atNewYear(), new SessionMeters(new SimpleMeterRegistry()));
    private final Session session = sessions.accept(connection);

    Client(StompVersion version) {
        sessions.on(Command.CONNECT, (connecting, frame) -> {
            connecting.open(Identity.without(GUEST), HeartBeat.NONE, Map.of());
            return Future.succeededFuture(Map.of());
        });
        say("CONNECT\naccept-version:" + version.text() + "\nhost:x\n\n\0");
    }

    Sessions sessions() {
        return sessions;
    }

    Session session() {
        return session;
    }

    /** Listens for refusals, so that they do not end the connection. */
    Client listening() {
        session.subscriptions()
                .add(session.subscriber("errors", true, "/user/queue/errors", AckMode.AUTO)
                        .with(Subscription.Flow.IDLE));
        return this;
    }

    /** Takes no bytes any more. */
    void stall() {
        connection.stall();
    }

    void say(String... frames) {
        for (String frame : frames) {
            session.onBytes(Buffer.buffer(frame));
        }
    }

    /** The frames that came after CONNECTED, in order. */
    List<String> heard() {
        return connection.written().subList(1, connection.written().size());
    }

    boolean isClosed() {
        return connection.closedFor() != null;
    }
}
