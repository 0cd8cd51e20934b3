package dev.parley.gateway.bridge;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.handler.RoomRequest;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.session.Backlog;
import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Guest;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.transport.SockJsEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stock Vert.x event-bus bridge as the reader of its protocol, and no more (docs/protocol.md, section 6). The hook
 * runs every message itself, in order, and writes the answer through the socket's own account of bytes, which the stock
 * bridge has not; it never lets the bridge go on, so nothing of a client's ever reaches a bus.
 */
public final class BridgeDoor {
    private static final Duration SLOW_CHECK = Duration.ofSeconds(1);
    /** How much longer than a slow consumer a socket may go without a ping: who is held up is not read, pings and all. */
    private static final Duration SILENT_LONGER = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Authenticator authenticator;
    private final Wheel wheel;
    private final Backlog backlog;
    private final BridgeOptions options;
    private final Limits limits;
    private final BridgeCommands commands;
    private final BridgeRegistrations registrations;
    private final BridgeSessions sessions = new BridgeSessions();
    private final Promise<Void> gone = Promise.promise();
    private boolean draining;

    /** Makes the door of one event loop; call on it. */
    public static BridgeDoor create(
            Vertx vertx,
            EdgeBus bus,
            Authenticator authenticator,
            Wheel wheel,
            Backlog backlog,
            RoomFeeds feeds,
            PresenceFeeds presence,
            PresenceReporter reporter,
            Addresses addresses,
            BridgeOptions options,
            Limits limits) {
        return new BridgeDoor(
                vertx,
                authenticator,
                wheel,
                backlog,
                options,
                limits,
                new BridgeCommands(bus, addresses::presenceShardOf),
                new BridgeRegistrations(feeds, presence, reporter));
    }

    private BridgeDoor(
            Vertx vertx,
            Authenticator authenticator,
            Wheel wheel,
            Backlog backlog,
            BridgeOptions options,
            Limits limits,
            BridgeCommands commands,
            BridgeRegistrations registrations) {
        this.vertx = vertx;
        this.authenticator = authenticator;
        this.wheel = wheel;
        this.backlog = backlog;
        this.options = options;
        this.limits = limits;
        this.commands = commands;
        this.registrations = registrations;
        wheel.after(SLOW_CHECK, this::closeTheSlow);
    }

    /** Opens the door. */
    public void mount(Router router, SockJsEndpoint endpoint) {
        endpoint.mount(
                router,
                options.path(),
                Door.BRIDGE,
                SockJSHandler.create(vertx, SockJsEndpoint.stockOptions())
                        .bridge(
                                new SockJSBridgeOptions()
                                        .setPingTimeout(options.slowConsumer()
                                                .plus(SILENT_LONGER)
                                                .toMillis()),
                                this::onEvent));
    }

    /** Everybody who is here now. */
    public List<Guest> guests() {
        return List.copyOf(sessions.all());
    }

    /**
     * Lets every socket end, and those that still come, with a reason to reconnect elsewhere; what they have sent is
     * finished first.
     *
     * @return completes when all are gone, or after the time
     */
    public Future<Void> drain(Duration within) {
        draining = true;
        guests().forEach(Guest::leave);
        if (sessions.size() == 0) {
            gone.tryComplete();
        } else {
            wheel.after(within, gone::tryComplete);
        }
        return gone.future();
    }

    /** How many sockets there are. */
    int size() {
        return sessions.size();
    }

    private void closeTheSlow() {
        wheel.after(SLOW_CHECK, this::closeTheSlow);
        sessions.all().stream().filter(BridgeSession::isTooSlow).forEach(session -> {
            limits.exceeded(Limit.SLOW_CONSUMER);
            session.fail(new Refusal(ErrorCode.SLOW_CONSUMER, ErrorCode.SLOW_CONSUMER.sentence()));
        });
    }

    /** Ends the sockets that a revocation names. */
    public void revoke(LoginRevoked revoked) {
        sessions.of(revoked.user()).forEach(session -> {
            Identity identity = session.identity();
            if (identity != null && identity.isEndedBy(revoked)) {
                session.fail(new Refusal(ErrorCode.REVOKED, ErrorCode.REVOKED.sentence()));
            }
        });
    }

    private void onEvent(BridgeEvent event) {
        switch (event.type()) {
            case SOCKET_CREATED -> {
                open(event.socket());
                event.complete(true);
            }
            case SOCKET_CLOSED, SOCKET_ERROR -> {
                closed(event.socket());
                event.complete(true);
            }
            case REGISTER -> register(event);
            case UNREGISTER -> unregister(event);
            case SEND -> send(event);
            case PUBLISH -> publish(event);
            default -> event.complete(true);
        }
    }

    private void open(SockJSSocket socket) {
        Ticket place = SockJsEndpoint.place(socket);
        BridgeSession session =
                new BridgeSession(socket, authenticator, wheel, backlog, options, place, limits.quota(place.address()));
        sessions.add(socket, session);
        SockJsEndpoint.accepted(socket);
        if (draining) {
            session.close(CloseReason.GOING_AWAY);
        }
    }

    private void closed(SockJSSocket socket) {
        SockJsEndpoint.ended(socket);
        BridgeSession session = sessions.remove(socket);
        if (session != null) {
            session.onGone();
        }
        if (draining && sessions.size() == 0) {
            gone.tryComplete();
        }
    }

    private void register(BridgeEvent event) {
        BridgeSession session = sessions.of(event.socket());
        String address = address(event);
        if (session == null || address == null) {
            refuse(session, null, new Refusal(ErrorCode.BAD_REQUEST, "the address must be a text"));
            return;
        }
        session.inOrder(
                        event.getRawMessage(),
                        () -> sessions.authenticate(session, event.getRawMessage())
                                .compose(actor ->
                                        registrations.register(session, address, actor, event.getRawMessage())))
                .onFailure(failure -> refuse(session, address, failure));
    }

    private void unregister(BridgeEvent event) {
        BridgeSession session = sessions.of(event.socket());
        String address = address(event);
        if (session != null && address != null) {
            session.inOrder(event.getRawMessage(), () -> {
                session.unregister(address);
                return Future.succeededFuture();
            });
        }
    }

    private void send(BridgeEvent event) {
        BridgeSession session = sessions.of(event.socket());
        JsonObject message = event.getRawMessage();
        String address = address(event);
        if (session == null || address == null) {
            refuse(session, null, new Refusal(ErrorCode.BAD_REQUEST, "the address must be a text"));
            return;
        }
        String replyTo = message.getValue("replyAddress") instanceof String given ? given : null;
        session.inOrder(message, () -> {
                    session.requireSize(message);
                    return sessions.authenticate(session, message)
                            .map(session::counted)
                            .compose(actor -> commands.run(address, speaking(session, actor, message), request(message))
                                    .onFailure(limits::notPosted));
                })
                .onSuccess(body -> {
                    if (replyTo != null && session.isOpen()) {
                        session.write(BridgeJson.answer(replyTo, body));
                    }
                })
                .onFailure(failure -> refuse(session, replyTo, failure));
    }

    /** To publish is the gateway's, of what is in a log. */
    private void publish(BridgeEvent event) {
        BridgeSession session = sessions.of(event.socket());
        if (session != null) {
            session.inOrder(
                            event.getRawMessage(),
                            () -> Future.<Void>failedFuture(new Refusal(ErrorCode.FORBIDDEN, "nobody may publish")))
                    .onFailure(failure -> refuse(session, address(event), failure));
        }
    }

    private static @Nullable String address(BridgeEvent event) {
        return event.getRawMessage().getValue("address") instanceof String given ? given : null;
    }

    private static void refuse(@Nullable BridgeSession session, @Nullable String address, Throwable failure) {
        if (session != null && session.isOpen()) {
            session.write(BridgeJson.failure(address, Refusal.of(failure)));
        }
    }

    private static RoomRequest request(JsonObject message) {
        if (message.getValue("body") instanceof JsonObject body) {
            return RoomRequest.of(body);
        }
        throw new Refusal(ErrorCode.BAD_REQUEST, "the body must be a JSON object");
    }

    private static Actor speaking(BridgeSession session, Actor actor, JsonObject message) {
        Actor speaker = request(message).speaker(actor);
        session.shownAs(speaker);
        return speaker;
    }
}
