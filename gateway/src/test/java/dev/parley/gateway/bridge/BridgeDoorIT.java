package dev.parley.gateway.bridge;

import static dev.parley.gateway.TestEdge.SOON;
import static dev.parley.gateway.bridge.TestServices.GATEWAY;
import static dev.parley.gateway.identity.AuthService.ALICE;
import static dev.parley.gateway.identity.AuthService.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.gateway.feed.Interest;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.identity.AuthService;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.identity.Issuers;
import dev.parley.gateway.identity.RevokedLogins;
import dev.parley.gateway.identity.TestKey;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.limits.CallRates;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Rate;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.presence.PresenceWatch;
import dev.parley.gateway.session.Backlog;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.transport.SockJsEndpoint;
import dev.parley.gateway.transport.SockJsServer;
import dev.parley.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeDoorIT {
    private static final String ROOM = "chat.room.lobby";
    private static final int OUTBOX_BYTES = 65_536;
    private static final int MAX_PENDING = 8;
    private static final int MAX_REGISTRATIONS = 3;
    private static final Duration SLOW_CONSUMER = Duration.ofSeconds(60);
    private static final int SENDS_AT_ONCE = 3;

    private final TestEdge edge = new TestEdge(1);
    private final Vertx clients = Vertx.vertx();
    private final TestKey key = new TestKey("k1");
    private final TestServices services = new TestServices(edge);
    private final Interest interest = new Interest(
            edge.backbone(),
            edge.home(),
            edge.bus(),
            GATEWAY,
            new FeedOptions(16, 10, 5, 2, 65_536, Duration.ofSeconds(1)));
    private final PresenceReporter reporter =
            new PresenceReporter(edge.backbone(), edge.home(), edge.bus(), GATEWAY, 1000);
    private final PresenceWatch watch = new PresenceWatch(reporter);
    private final List<String> onTheEdgesBus = new CopyOnWriteArrayList<>();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final Limits limits = new Limits(LimitOptions.unlimited(), new SimpleMeterRegistry());
    private final SimpleMeterRegistry counted = new SimpleMeterRegistry();
    private final BridgeDoor door = edge.make(() -> door("/eventbus", SLOW_CONSUMER, limits));
    private final BridgeDoor impatient = edge.make(() -> door("/impatient", Duration.ofSeconds(1), limits));
    private final BridgeDoor strict = edge.make(() -> door(
            "/strict",
            SLOW_CONSUMER,
            new Limits(rates(new Rate(1, SENDS_AT_ONCE), new Rate(1_000_000, 1_000_000)), counted)));
    private final BridgeDoor slow = edge.make(() -> door(
            "/slow",
            SLOW_CONSUMER,
            new Limits(rates(new Rate(1_000_000, 1_000_000), new Rate(1, SENDS_AT_ONCE)), counted)));
    private final int port = listen();

    private static LimitOptions rates(Rate sends, Rate messages) {
        Rate off = new Rate(0, 1);
        return new LimitOptions(
                sends, off, off, messages, CallRates.unlimited(), 10, 100, 100, 100, off, Duration.ofSeconds(1));
    }

    private BridgeDoor door(String path, Duration slowConsumer, Limits limits) {
        IdentityOptions options = new IdentityOptions(true, "parley", "parley");
        Issuers keys = Issuers.of(edge.edge(), edge.edgeBus(), options);
        Authenticator authenticator = new Authenticator(
                edge.edgeBus(), new TokenVerifier(keys, new RevokedLogins(), Clock.systemUTC()), options);
        Wheel wheel = Wheel.turning(edge.edge());
        return BridgeDoor.create(
                edge.edge(),
                edge.edgeBus(),
                authenticator,
                wheel,
                Backlog.unbounded(),
                new RoomFeeds(
                        edge.edgeBus(), interest, wheel, new FeedOptions(16, 10, 5, 2, 65_536, Duration.ofSeconds(1))),
                new PresenceFeeds(edge.edgeBus(), watch, room -> 0),
                reporter,
                new Addresses(1, 1),
                new BridgeOptions(path, 65_536, OUTBOX_BYTES, MAX_PENDING, 262_144, MAX_REGISTRATIONS, slowConsumer),
                limits);
    }

    private int listen() {
        AuthService.serving(edge, TestKey.jwks(key));
        edge.serve(Addresses.gateway(GATEWAY), watch.hear(interest.hear(new CommandTable())));
        edge.edge().exceptionHandler(thrown::add);
        edge.edge().eventBus().addInboundInterceptor(delivery -> {
            onTheEdgesBus.add(delivery.message().address());
            delivery.next();
        });
        return edge.on(() -> {
            Router router = Router.router(edge.edge());
            SockJsEndpoint endpoint = SockJsServer.alone(edge.edge());
            door.mount(router, endpoint);
            impatient.mount(router, endpoint);
            strict.mount(router, endpoint);
            slow.mount(router, endpoint);
            return edge.edge()
                    .createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .map(HttpServer::actualPort);
        });
    }

    @AfterEach
    void close() {
        TestEdge.done(clients.close());
        edge.close();
        assertThat(limits.admission().connections()).as("places not given back").isZero();
        assertThat(onTheEdgesBus).as("what clients brought onto a bus").isEmpty();
        assertThat(thrown).as("what nobody caught").isEmpty();
    }

    private BridgeClient guest() {
        return new BridgeClient(clients, port);
    }

    private BridgeClient alice() {
        return guest().as(token(ALICE));
    }

    private String token(Actor actor) {
        return key.token(actor, Instant.now().plusSeconds(600));
    }

    private static JsonObject headers(String name, String value) {
        return new JsonObject().put(name, value);
    }

    /** The next message must be an event of the lobby; its sequence. */
    private static String sequence(BridgeClient client) {
        JsonObject event = client.next();
        assertThat(event.getString("address")).as(event.encode()).isEqualTo(ROOM);
        return event.getJsonObject("headers").getString("seq");
    }

    @Nested
    class Sending {
        @Test
        void isRefusedWithABodyOverTheLimit() {
            BridgeClient alice = alice();

            alice.post("x".repeat(65_536), "r1");

            assertThat(alice.failure()).isEqualTo("too-large");
        }

        @Test
        void isAnsweredWithTheEventsPlace() {
            BridgeClient alice = alice();

            alice.post("hi", "r1");

            assertThat(alice.answer("r1"))
                    .isEqualTo(new JsonObject()
                            .put("seq", 1)
                            .put("epoch", "e1")
                            .put("id", "id-1")
                            .put("duplicate", false));
            assertThat(services.authors()).containsExactly(ALICE);
        }

        @Test
        void joinsAndLeavesAndTypesAndReadsHistory() {
            services.say("one");
            services.say("two");
            BridgeClient alice = alice();

            alice.send("chat.join", BridgeClient.lobby(), "r1");
            alice.send("chat.leave", BridgeClient.lobby(), "r2");
            alice.send("chat.typing", BridgeClient.lobby().put("typing", true), "r3");
            alice.send("chat.history", BridgeClient.lobby().put("after", 1).put("limit", 5), "r4");

            assertThat(alice.answer("r1").getBoolean("duplicate")).isFalse();
            assertThat(alice.answer("r2").getBoolean("duplicate")).isTrue();
            assertThat(alice.answer("r3")).isEmpty();
            assertThat(services.typing().get(0).who().username()).isEqualTo("alice");
            assertThat(alice.answer("r4"))
                    .isEqualTo(new JsonObject()
                            .put("items", new JsonArray().add(new JsonObject(TestServices.body(2, "two"))))
                            .put("epoch", "e1")
                            .put("head", 2)
                            .put("hasMore", false));
        }

        @Test
        void thatIsRefusedFailsWithTheCodesNameAndNumber() {
            BridgeClient alice = alice();

            alice.send(
                    "chat.message", new JsonObject().put("chatRoomId", "secret").put("message", "hi"), "r1");

            JsonObject failure = alice.next();
            assertThat(failure.getString("type")).isEqualTo("err");
            assertThat(failure.getString("address")).isEqualTo("r1");
            assertThat(failure.getInteger("failureCode")).isEqualTo(4040);
            assertThat(failure.getString("failureType")).isEqualTo("RECIPIENT_FAILURE");
            assertThat(failure.getString("message")).isEqualTo("not-found");
            alice.hearsNothing();
        }

        @Test
        void withoutTheRightBodyIsABadRequest() {
            BridgeClient alice = alice();

            alice.say(BridgeClient.message("send", "chat.message").put("replyAddress", "r1"));
            alice.say(BridgeClient.message("send", "chat.message")
                    .put("body", "hi")
                    .put("replyAddress", "r2"));
            alice.send("chat.message", BridgeClient.lobby(), "r3");
            alice.send("chat.message", new JsonObject().put("message", "hi"), "r4");

            IntStream.range(0, 4).forEach(nth -> assertThat(alice.failure()).isEqualTo("bad-request"));
            assertThat(services.authors()).isEmpty();
        }

        @Test
        void withoutAReplyAddressIsDoneAndNotAnswered() {
            BridgeClient alice = alice();

            alice.say(BridgeClient.message("send", "chat.message")
                    .put("body", BridgeClient.lobby().put("message", "hi")));

            alice.hearsNothing();
            assertThat(services.authors()).containsExactly(ALICE);
        }

        @Test
        void isAnsweredAtALongReplyAddressToo() {
            BridgeClient alice = alice();
            String address = "r".repeat(100);

            alice.post("hi", address);

            assertThat(alice.answer(address).getLong("seq")).isEqualTo(1);
        }

        @Test
        void muchMoreThanMayWaitIsDoneAndAnsweredInOrder() {
            BridgeClient alice = alice();
            int messages = 40 * MAX_PENDING;

            IntStream.rangeClosed(1, messages).forEach(nth -> alice.post(nth % 50 == 1 ? "slow" : "quick", "r" + nth));

            IntStream.rangeClosed(1, messages)
                    .forEach(nth -> assertThat(alice.answer("r" + nth).getInteger("seq"))
                            .isEqualTo(nth));
        }

        @Test
        void aGuestIsCalledWhatItsBodySays() {
            BridgeClient guest = guest();

            guest.send("chat.message", BridgeClient.lobby().put("message", "hi").put("writer", "Carol"), "r1");
            guest.post("again", "r2");
            guest.answer("r1");
            guest.answer("r2");

            assertThat(services.authors()).extracting(Actor::displayName).containsExactly("Carol", "Carol");
            assertThat(services.authors())
                    .extracting(Actor::id)
                    .containsOnly(services.authors().get(0).id());
        }
    }

    @Nested
    class Registering {
        @Test
        void bringsTheEventsWithTheirBytesUnchanged() {
            BridgeClient alice = alice();
            alice.register(ROOM);
            alice.hearsNothing();

            services.say("hi");

            String envelope = alice.nextText();
            assertThat(envelope).endsWith(",\"body\":" + TestServices.body(1, "hi") + "}");
            assertThat(new JsonObject(envelope).getJsonObject("headers"))
                    .isEqualTo(
                            new JsonObject().put("seq", "1").put("epoch", "e1").put("event", "CHAT"));
        }

        @Test
        void isOverWithUnregister() {
            BridgeClient alice = alice();
            alice.register(ROOM);
            alice.hearsNothing();

            alice.unregister(ROOM);
            alice.hearsNothing();
            services.say("hi");

            alice.hearsNothing();
        }

        @Test
        void againAfterUnregisteringIsLikeTheFirstTime() {
            BridgeClient alice = alice();

            alice.register(ROOM);
            alice.unregister(ROOM);
            alice.register(ROOM);
            alice.hearsNothing();
            services.say("hi");

            assertThat(sequence(alice)).isEqualTo("1");
            alice.hearsNothing();
        }

        @Test
        void twiceAtOneAddressIsAConflictAndBringsEventsOnce() {
            BridgeClient alice = alice();

            alice.register(ROOM);
            alice.register(ROOM);

            assertThat(alice.failure()).isEqualTo("conflict");
            services.say("hi");
            assertThat(sequence(alice)).isEqualTo("1");
            alice.hearsNothing();
        }

        @Test
        void withASequenceBringsASyncTheReplayAndThenWhatIsNew() {
            IntStream.rangeClosed(1, 40).forEach(nth -> services.say("old"));
            BridgeClient alice = alice();

            alice.register(ROOM, new JsonObject().put("resume-seq", "2").put("resume-epoch", "e1"));
            services.say("new");

            JsonObject sync = alice.next();
            assertThat(sync.getJsonObject("headers").getString("event")).isEqualTo("SYNC");
            assertThat(sync.getJsonObject("body").getInteger("from")).isEqualTo(3);
            assertThat(sync.getJsonObject("body").getBoolean("recovered")).isTrue();
            long head = sync.getJsonObject("body").getLong("head");
            assertThat(head).isBetween(40L, 41L);
            IntStream.rangeClosed(3, 41).forEach(nth -> {
                JsonObject event = alice.next();
                assertThat(event.getJsonObject("headers").getString("seq")).isEqualTo(Integer.toString(nth));
                assertThat(event.getJsonObject("headers").getString("replay")).isEqualTo(nth <= head ? "true" : null);
            });
            alice.hearsNothing();
        }

        @Test
        void withHistoryBringsTheLastFew() {
            IntStream.rangeClosed(1, 5).forEach(nth -> services.say("old"));
            BridgeClient alice = alice();

            alice.register(ROOM, headers("history", "2"));

            assertThat(alice.next().getJsonObject("body").getInteger("from")).isEqualTo(4);
            assertThat(sequence(alice)).isEqualTo("4");
            assertThat(sequence(alice)).isEqualTo("5");
            alice.hearsNothing();
        }

        @Test
        void withAnotherEpochSaysThatTheLogIsAnother() {
            services.say("old");
            BridgeClient alice = alice();

            alice.register(ROOM, new JsonObject().put("resume-seq", "0").put("resume-epoch", "e0"));

            JsonObject sync = alice.next().getJsonObject("body");
            assertThat(sync.getBoolean("recovered")).isFalse();
            assertThat(sync.getString("reason")).isEqualTo("epoch");
            alice.hearsNothing();
        }

        @Test
        void withANumberThatIsNoneIsRefused() {
            BridgeClient alice = alice();

            alice.register(ROOM, headers("history", "many"));

            assertThat(alice.failure()).isEqualTo("bad-request");
        }

        @Test
        void atARoomThatOneMayNotKnowOfIsRefusedWithItsAddress() {
            BridgeClient alice = alice();

            alice.register("chat.room.secret");

            JsonObject failure = alice.next();
            assertThat(failure.getString("message")).isEqualTo("not-found");
            assertThat(failure.getString("address")).isEqualTo("chat.room.secret");
            alice.register("chat.presence.secret");
            assertThat(alice.failure()).isEqualTo("not-found");
            alice.hearsNothing();
        }

        @Test
        void atPresenceBringsASnapshot() {
            BridgeClient alice = alice();

            alice.register("chat.presence.lobby");

            JsonObject snapshot = alice.next();
            assertThat(snapshot.getString("address")).isEqualTo("chat.presence.lobby");
            assertThat(snapshot.getJsonObject("body").getString("type")).isEqualTo("SNAPSHOT");
        }

        @Test
        void atPresenceOfWhichOneIsRemovedMeanwhileLeavesNothingBehind() {
            Promise<Void> snapshot = services.holdSnapshots();
            BridgeClient alice = alice();
            alice.register("chat.presence.lobby");
            Eventually.within(
                    TestEdge.SOON, () -> assertThat(services.snapshotsAsked()).isEqualTo(1));
            services.kick(ALICE);
            assertThat(alice.failure()).isEqualTo("forbidden");

            snapshot.complete();
            alice.register("chat.presence.lobby");

            assertThat(alice.next().getString("address")).isEqualTo("chat.presence.lobby");
            alice.hearsNothing();
        }

        @Test
        void atTooManyAddressesIsRefused() {
            BridgeClient alice = alice();

            alice.register(ROOM);
            alice.register("chat.user");
            alice.register("chat.presence.lobby");
            alice.next();
            alice.register("chat.room.other");

            assertThat(alice.failure()).isEqualTo("too-large");
            alice.unregister("chat.user");
            alice.register("chat.room.other");
            assertThat(alice.failure()).isEqualTo("not-found");
        }
    }

    @Nested
    class WhatIsNotAllowed {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "auth",
                    "gateways",
                    "gateway.g1~a",
                    "chat.directory",
                    "chat.shard.0",
                    "presence.shard.0",
                    "chat.message",
                    "chat.roomlobby",
                    "chat.user.bob",
                    "vertx.any"
                })
        void cannotBeHeard(String address) {
            BridgeClient alice = alice();

            alice.register(address);

            assertThat(alice.failure()).isEqualTo("forbidden");
            alice.hearsNothing();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "auth",
                    "gateways",
                    "gateway.g1~a",
                    "chat.directory",
                    "chat.shard.0",
                    "presence.shard.0",
                    ROOM,
                    "chat.user",
                    "vertx.any"
                })
        void cannotBeSentTo(String address) {
            BridgeClient alice = alice();
            alice.register(ROOM);

            alice.send(address, BridgeClient.lobby().put("message", "hi"), "r1");

            assertThat(alice.failure()).isEqualTo("forbidden");
            alice.hearsNothing();
        }

        @ParameterizedTest
        @ValueSource(strings = {ROOM, "chat.message", "gateways"})
        void cannotBePublishedTo(String address) {
            BridgeClient alice = alice();
            alice.register(ROOM);

            alice.say(BridgeClient.message("publish", address)
                    .put("body", BridgeClient.lobby().put("message", "hi")));

            JsonObject failure = alice.next();
            assertThat(failure)
                    .isEqualTo(new JsonObject()
                            .put("type", "err")
                            .put("address", address)
                            .put("failureCode", 4030)
                            .put("failureType", "RECIPIENT_FAILURE")
                            .put("message", "forbidden")
                            .put("body", "nobody may publish"));
            alice.hearsNothing();
            assertThat(services.authors()).isEmpty();
        }

        /** Header names that mean something to Vert.x, and internal addresses as the one to be answered at. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "auth",
                    "gateways",
                    "gateway.g1~a",
                    "chat.directory",
                    "chat.shard.0",
                    "presence.shard.0",
                    ROOM
                })
        void cannotBeReachedByAReplyAddressOrAHeader(String address) {
            BridgeClient alice = alice();
            BridgeClient bob = guest().as(token(BOB));
            bob.register(ROOM);
            bob.hearsNothing();

            alice.say(BridgeClient.message("send", "chat.typing")
                    .put("body", BridgeClient.lobby().put("typing", true))
                    .put("replyAddress", address)
                    .put(
                            "headers",
                            new JsonObject()
                                    .put("address", address)
                                    .put("replyAddress", address)
                                    .put("to", 1)));

            assertThat(alice.answer(address)).isEqualTo(new JsonObject());
            bob.hearsNothing();
        }

        @ParameterizedTest
        @ValueSource(strings = {"register", "send"})
        void isAnAddressThatIsNoText(String type) {
            BridgeClient alice = alice();

            alice.say(new JsonObject().put("type", type).put("address", 5).put("body", new JsonObject()));

            assertThat(alice.failure()).isEqualTo("bad-request");
        }

        /** What answers one person goes to that socket, whatever another has registered at or guesses. */
        @Test
        void theAnswersOfOthersCannotBeHeard() {
            BridgeClient bob = guest().as(token(BOB));
            bob.register("r1");
            assertThat(bob.failure()).isEqualTo("forbidden");
            BridgeClient alice = alice();

            alice.post("hi", "r1");
            alice.answer("r1");

            bob.hearsNothing();
        }

        @Test
        void oneCannotAnswerForTheGateway() {
            BridgeClient bob = guest().as(token(BOB));
            BridgeClient alice = alice();
            alice.post("slow", "r1");

            bob.send("r1", new JsonObject().put("seq", 99), "r2");

            assertThat(bob.failure()).isEqualTo("forbidden");
            assertThat(alice.answer("r1").getInteger("seq")).isEqualTo(1);
        }
    }

    @Nested
    class WhoSpeaks {
        @Test
        void isSaidOnceByTheFirstMessage() {
            BridgeClient alice = alice();
            alice.post("one", "r1");
            alice.answer("r1");

            alice.silentAboutItself().post("two", "r2");
            alice.answer("r2");

            assertThat(services.authors()).containsExactly(ALICE, ALICE);
        }

        @Test
        void isAGuestWithoutAToken() {
            BridgeClient guest = guest();

            guest.post("one", "r1");
            guest.answer("r1");

            assertThat(services.authors()).allMatch(Actor::isGuest);
        }

        @Test
        void isNobodyWithAWrongToken() {
            BridgeClient nobody = guest().as("wrong");

            nobody.post("one", "r1");
            nobody.register(ROOM);

            assertThat(nobody.failure()).isEqualTo("unauthenticated");
            assertThat(nobody.failure()).isEqualTo("unauthenticated");
            assertThat(services.authors()).isEmpty();
        }

        @Test
        void changesWithAnotherTokenUnlessSomethingIsRegistered() {
            BridgeClient client = alice();
            client.post("one", "r1");
            client.answer("r1");
            client.as(token(BOB)).post("two", "r2");
            client.answer("r2");
            client.register(ROOM);

            client.as(token(ALICE)).post("three", "r3");

            assertThat(client.failure()).isEqualTo("forbidden");
            assertThat(services.authors()).containsExactly(ALICE, BOB);
        }

        @Test
        void losesTheSocketWhenRevokedAndNobodyElseDoes() {
            BridgeClient alice = alice();
            BridgeClient bob = guest().as(token(BOB));
            alice.register(ROOM);
            alice.hearsNothing();
            bob.register(ROOM);
            bob.hearsNothing();

            edge.run(() -> door.revoke(new LoginRevoked(ALICE.id(), null, null)));

            assertThat(alice.failure()).isEqualTo("revoked");
            alice.isClosed();
            services.say("hi");
            assertThat(sequence(bob)).isEqualTo("1");
        }

        @Test
        void isRevokedAsWhoeverSpeaksNow() {
            BridgeClient client = alice();
            client.hearsNothing();
            client.as(token(BOB)).hearsNothing();

            edge.run(() -> door.revoke(new LoginRevoked(ALICE.id(), null, null)));
            client.hearsNothing();
            edge.run(() -> door.revoke(new LoginRevoked(BOB.id(), null, null)));

            assertThat(client.failure()).isEqualTo("revoked");
            client.isClosed();
        }

        @Test
        void losesTheSocketWhenTheTokenEnds() {
            BridgeClient alice = guest().as(key.token(ALICE, Instant.now().plusSeconds(6)));
            alice.register(ROOM);
            alice.hearsNothing();

            assertThat(alice.failure()).isEqualTo("token-expired");
            alice.isClosed();
        }

        @Test
        void staysWithANewTokenOfTheSamePerson() {
            Instant soon = Instant.now().plusSeconds(6);
            BridgeClient alice = guest().as(key.token(ALICE, soon));
            alice.register(ROOM);
            alice.hearsNothing();

            alice.as(token(ALICE)).hearsNothing();

            TestEdge.done(clients.timer(
                    Duration.between(Instant.now(), soon).plusMillis(500).toMillis()));
            services.say("hi");
            assertThat(sequence(alice)).isEqualTo("1");
        }
    }

    /** Answers count as bytes on their way, like events: who does not read them is not served on and on. */
    @Test
    void whoSendsWithoutReadingIsHeldUpAndThenServed() {
        int questions = 600;
        services.say("x".repeat(50_000));
        BridgeClient alice = alice();
        alice.hearsNothing();
        alice.pause();
        IntStream.range(0, questions).forEach(nth -> alice.send("chat.history", BridgeClient.lobby(), "r" + nth));

        int served = settled();
        assertThat(served).isLessThan(questions);
        alice.resume();

        IntStream.range(0, questions)
                .forEach(nth ->
                        assertThat(alice.answer("r" + nth).getInteger("head")).isEqualTo(1));
        alice.leave();
    }

    /** Vert.x's own ten seconds for a ping would end those who are held up, whose pings nobody reads. */
    @Test
    void whoDoesNotPingForAWhileStays() {
        BridgeClient alice = alice();
        alice.hearsNothing();

        TestEdge.done(clients.timer(11_000));

        alice.hearsNothing();
    }

    @Test
    void whoIsRevokedWhileHeldUpHearsSoLast() {
        services.say("x".repeat(50_000));
        BridgeClient alice = alice();
        alice.hearsNothing();
        alice.pause();
        IntStream.range(0, 600).forEach(nth -> alice.send("chat.history", BridgeClient.lobby(), "r" + nth));
        int served = settled();

        edge.run(() -> door.revoke(new LoginRevoked(ALICE.id(), null, null)));
        alice.resume();

        IntStream.range(0, served).forEach(nth -> alice.answer("r" + nth));
        assertThat(alice.failure()).isEqualTo("revoked");
        alice.isClosed();
    }

    @Test
    void whoDoesNotReadForTooLongIsCutOff() {
        BridgeClient alice = new BridgeClient(clients, port, "/impatient/websocket").as(token(ALICE));
        BridgeClient bob = new BridgeClient(clients, port, "/impatient/websocket").as(token(BOB));
        alice.register(ROOM);
        alice.hearsNothing();
        alice.pause();

        IntStream.range(0, 300).forEach(nth -> services.say("x".repeat(50_000)));

        Eventually.within(SOON, () -> assertThat(edge.make(impatient::size)).isEqualTo(1));
        bob.hearsNothing();
        alice.resume();
        alice.isClosed();
    }

    /** Sixty messages at a second each cannot all be in time, however slow the machine is between the first and the last. */
    @Nested
    class OverItsRate {
        private static final int MESSAGES = 60;

        @Test
        void aSendIsRefusedAndCountedAndWhatWasAcceptedIsDoneInOrder() {
            BridgeClient alice = new BridgeClient(clients, port, "/strict/websocket").as(token(ALICE));
            IntStream.rangeClosed(1, MESSAGES).forEach(nth -> alice.post("m" + nth, "r" + nth));

            int accepted = 0;
            for (int nth = 1; nth <= MESSAGES; nth++) {
                JsonObject answer = alice.next();
                assertThat(answer.getString("address")).isEqualTo("r" + nth);
                if (answer.getString("type").equals("rec")) {
                    accepted++;
                    assertThat(answer.getJsonObject("body").getInteger("seq")).isEqualTo(accepted);
                } else {
                    isRateLimited(answer);
                }
            }

            assertThat(accepted).isBetween(SENDS_AT_ONCE, MESSAGES - 1);
            assertThat(services.authors()).hasSize(accepted);
            assertThat(exceeded("sends")).isEqualTo(MESSAGES - accepted);
        }

        @Test
        void theSocketStaysAndWhatComesInTimeIsDoneAgain() {
            BridgeClient alice = new BridgeClient(clients, port, "/strict/websocket").as(token(ALICE));
            alice.register(ROOM);
            IntStream.rangeClosed(1, MESSAGES).forEach(nth -> alice.post("m", "r"));

            Eventually.within(SOON, () -> assertThat(exceeded("sends")).isPositive());
            int[] attempts = {0};
            Eventually.within(SOON, () -> {
                String address = "again" + attempts[0]++;
                alice.post("late", address);
                JsonObject answer = alice.next();
                while (!address.equals(answer.getString("address"))) {
                    answer = alice.next();
                }
                assertThat(answer.getString("type")).isEqualTo("rec");
            });
        }

        @Test
        void anyOtherMessageIsRefusedAndCountedToo() {
            BridgeClient alice = new BridgeClient(clients, port, "/slow/websocket").as(token(ALICE));
            IntStream.rangeClosed(1, MESSAGES).forEach(nth -> alice.register("chat.room.none" + nth));

            int limited = 0;
            for (int nth = 1; nth <= MESSAGES; nth++) {
                JsonObject answer = alice.next();
                assertThat(answer.getString("address")).isEqualTo("chat.room.none" + nth);
                if (answer.getString("message").equals("rate-limited")) {
                    isRateLimited(answer);
                    limited++;
                } else {
                    assertThat(answer.getString("message")).isEqualTo("not-found");
                }
            }

            assertThat(limited).isBetween(1, MESSAGES - SENDS_AT_ONCE);
            assertThat(exceeded("frames")).isEqualTo(limited);
        }

        private static void isRateLimited(JsonObject answer) {
            assertThat(answer.getString("type")).isEqualTo("err");
            assertThat(answer.getString("message")).isEqualTo("rate-limited");
            assertThat(answer.getInteger("failureCode")).isEqualTo(4290);
        }

        /** The two doors' meters are one registry's. */
        private double exceeded(String limit) {
            return counted.get("parley.limit.exceeded")
                    .tag("limit", limit)
                    .counter()
                    .count();
        }
    }

    @Nested
    class WhenDraining {
        @Test
        void aSocketIsClosedWithAReasonToComeAgain() {
            BridgeClient alice = alice();
            alice.register(ROOM);
            alice.hearsNothing();

            edge.run(() -> door.drain(SOON));

            alice.isClosed();
            assertThat(alice.closeStatus()).isEqualTo(1001);
            services.say("hi");
        }

        @Test
        void whatHasComeIsAnsweredFirst() {
            BridgeClient alice = alice();
            alice.post("before the end", "sent");
            Eventually.within(SOON, () -> assertThat(services.authors()).isNotEmpty());

            edge.run(() -> door.drain(SOON));

            assertThat(alice.answer("sent").getLong("seq")).isPositive();
            alice.isClosed();
            assertThat(alice.closeStatus()).isEqualTo(1001);
        }

        @Test
        void aSocketIsToldAtTheAddressOfWhatConcernsIt() {
            BridgeClient alice = alice();
            alice.register("chat.user");
            alice.hearsNothing();

            edge.run(() -> door.guests().forEach(guest -> guest.announceMove(Duration.ofSeconds(1))));

            JsonObject told = alice.next();
            assertThat(told.getString("address")).isEqualTo("chat.user");
            assertThat(told.getJsonObject("headers").getString("event")).isEqualTo("MOVE");
            assertThat(told.getJsonObject("body").getLong("closesInMillis")).isEqualTo(1000);
        }

        @Test
        void aSocketThatStillComesIsClosedToo() {
            edge.run(() -> door.drain(SOON));

            BridgeClient alice = alice();

            alice.isClosed();
            assertThat(alice.closeStatus()).isEqualTo(1001);
        }

        /** SockJS has one status for all closes of the server, and Vert.x no way to give another. */
        @Test
        void aClientOfSockJsIsToldToGoAway() throws Exception {
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpRequest poll = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/eventbus/000/draining/xhr"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(http.send(poll, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("o\n");

            edge.run(() -> door.drain(SOON));

            assertThat(http.send(poll, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("c[3000,\"Go away!\"]\n");
        }
    }

    /** How many histories were read when no more are. */
    private int settled() {
        Duration still = Duration.ofMillis(400);
        int[] last = {-1};
        Eventually.within(SOON.plus(SOON), () -> {
            int before = last[0];
            last[0] = services.historiesRead();
            TestEdge.done(clients.timer(still.toMillis()).compose(over -> Future.succeededFuture()));
            assertThat(last[0]).isEqualTo(before);
        });
        return last[0];
    }
}
