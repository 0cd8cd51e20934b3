package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final UserId ALICE = new UserId("u-alice");
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n\0";
    private static final SessionOptions OPTIONS = new SessionOptions(
            DecoderLimits.DEFAULTS,
            3,
            2,
            new TransactionLimits(2, 3, 1000),
            4,
            100_000,
            Duration.ofSeconds(1),
            new HeartBeat(2_000, 2_000),
            1000,
            Duration.ofSeconds(8));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:30:00Z"));
    private final Wheel wheel = new Wheel();
    private final FakeConnection connection = new FakeConnection();
    private final List<String> handled = new ArrayList<>();
    private final List<Promise<Map<String, String>>> undecided = new ArrayList<>();
    private final Sessions sessions = new Sessions(OPTIONS, wheel, clock, new SessionMeters(new SimpleMeterRegistry()));
    private Identity identity = alice(Optional.empty());
    private Session session = sessions.accept(connection);

    private Subscription subscription(String id, String destination, Subscription.Flow flow) {
        return session.subscriber(id, true, destination, AckMode.AUTO).with(flow);
    }

    @BeforeEach
    void frames() {
        sessions.on(Command.CONNECT, (connecting, frame) -> {
            connecting.open(identity, HeartBeat.NONE, Map.of("version", "1.2"));
            return Future.succeededFuture(Map.of());
        });
        sessions.on(Command.DISCONNECT, (open, frame) -> Future.succeededFuture(Map.of()));
        sessions.on(Command.SEND, (open, frame) -> {
            handled.add(frame.getBodyAsString());
            return switch (frame.getBodyAsString()) {
                case "refuse" -> Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "no"));
                case "bug" -> throw new IllegalStateException("secret");
                case "wait" -> {
                    Promise<Map<String, String>> later = Promise.promise();
                    undecided.add(later);
                    yield later.future();
                }
                default -> Future.succeededFuture(Map.of("seq", "7"));
            };
        });
    }

    @Test
    void aFrameBeforeConnectIsAnErrorAndTheEnd() {
        say("SEND\ndestination:/d\n\nhi\0" + CONNECT + send("late"));

        assertThat(connection.written()).hasSize(1);
        assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("code:bad-request");
        assertThat(connection.closedFor()).isEqualTo(CloseReason.PROTOCOL);
        assertThat(handled).isEmpty();
    }

    @Test
    void aVersionThatNobodySpeaksIsAnErrorThatNamesThoseWeDo() {
        say("CONNECT\naccept-version:9.9\nhost:x\n\n\0");

        assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("version:1.0,1.1,1.2\n");
        assertThat(connection.closedFor()).isEqualTo(CloseReason.PROTOCOL);
    }

    @Test
    void aConnectThatDoesNotComeInTimeEndsTheConnection() {
        turn(Duration.ofSeconds(2));

        assertThat(connection.lastWritten()).startsWith("ERROR\n");
        assertThat(connection.closedFor()).isNotNull();
    }

    @Test
    void framesWaitForAConnectThatIsBeingDecided() {
        Promise<Map<String, String>> decision = Promise.promise();
        sessions.on(
                Command.CONNECT,
                (connecting, frame) -> decision.future().map(yes -> {
                    connecting.open(identity, HeartBeat.NONE, Map.of());
                    return Map.of();
                }));

        say(CONNECT + send("one") + send("two"));
        assertThat(handled).isEmpty();

        decision.complete(Map.of());
        assertThat(handled).containsExactly("one", "two");
    }

    @Nested
    class WhenOpen {
        @BeforeEach
        void open() {
            say(CONNECT);
        }

        @Test
        void aReceiptComesAfterTheFrameHasTakenEffectAndSaysWhatCameOfIt() {
            say("SEND\ndestination:/d\nreceipt:r1\n\nwait\0");
            assertThat(connection.written()).hasSize(1);

            undecided.get(0).complete(Map.of("seq", "42"));

            assertThat(connection.lastWritten()).startsWith("RECEIPT\n").contains("receipt-id:r1\n", "seq:42\n");
        }

        @Test
        void anErrorWaitsForTheFramesBeforeIt() {
            say("SEND\ndestination:/d\nreceipt:r1\n\nwait\0" + "NONSENSE\n\n\0" + send("late"));
            assertThat(connection.closedFor()).isNull();

            undecided.get(0).complete(Map.of());

            assertThat(connection.written()).hasSize(3);
            assertThat(connection.written().get(1)).startsWith("RECEIPT\n");
            assertThat(connection.lastWritten()).startsWith("ERROR\n");
            assertThat(handled).containsExactly("wait");
        }

        @Test
        void whatWasReceivedBeforeTheEndTakesEffectAndNobodyIsToldAnyMore() {
            List<String> ended = new ArrayList<>();
            session.onEnd(() -> ended.add("end"));
            say(send("wait") + "SEND\ndestination:/d\nreceipt:r1\n\nnext\0");

            session.onClosed();
            assertThat(ended).isEmpty();
            undecided.get(0).complete(Map.of());

            assertThat(handled).containsExactly("wait", "next");
            assertThat(connection.written()).hasSize(1);
            assertThat(ended).containsExactly("end");
            assertThat(sessions.size()).isZero();
        }

        @Test
        void whatTakesTooLongAfterTheEndIsLetGo() {
            say(send("wait") + send("never"));

            session.onClosed();
            turn(Duration.ofSeconds(6));
            undecided.get(0).complete(Map.of());

            assertThat(handled).containsExactly("wait");
            assertThat(sessions.size()).isZero();
        }

        @Test
        void aRefusalAfterTheEndEndsItAsItWouldHaveBefore() {
            say(send("wait") + send("refuse") + send("late"));

            session.onClosed();
            undecided.get(0).complete(Map.of());

            assertThat(handled).containsExactly("wait", "refuse");
            assertThat(sessions.size()).isZero();
        }

        @Test
        void framesThatWaitAreBoundedInBytes() {
            say(send("wait") + send("x".repeat(60_000)));
            assertThat(connection.isPaused()).isFalse();

            say(send("y".repeat(60_000)));
            assertThat(connection.isPaused()).isTrue();

            undecided.get(0).complete(Map.of());
            assertThat(connection.isPaused()).isFalse();
        }

        @Test
        void theTransportIsReadAgainWhenHalfOfTheBytesAreDone() {
            say(send("wait"));
            sessions.on(Command.SEND, (open, frame) -> {
                Promise<Map<String, String>> later = Promise.promise();
                undecided.add(later);
                return later.future();
            });
            say(send("x".repeat(40_000)).repeat(3));
            assertThat(connection.isPaused()).isTrue();

            undecided.get(0).complete(Map.of());
            assertThat(connection.isPaused()).isTrue();

            undecided.get(1).complete(Map.of());
            assertThat(connection.isPaused()).isTrue();

            undecided.get(2).complete(Map.of());
            assertThat(connection.isPaused()).isFalse();
        }

        @Test
        void framesTakeEffectOneAfterTheOther() {
            say(send("wait") + send("next"));
            assertThat(handled).containsExactly("wait");

            undecided.get(0).complete(Map.of());
            assertThat(handled).containsExactly("wait", "next");
        }

        @Test
        void thousandsOfFramesAtOnceDoNotOverflowTheStack() {
            say(send("x").repeat(20_000));

            assertThat(handled).hasSize(20_000);
        }

        @Test
        void theTransportIsNotReadWhileTooManyFramesWait() {
            say(send("wait") + send("a").repeat(4));
            assertThat(connection.isPaused()).isTrue();

            undecided.get(0).complete(Map.of());
            assertThat(connection.isPaused()).isFalse();
            assertThat(handled).hasSize(5);
        }

        @Test
        void aRefusalEndsAConnectionThatDoesNotListenForRefusalsAndNothingBehindItTakesEffect() {
            say("SEND\ndestination:/d\nreceipt:r1\n\nrefuse\0" + send("behind"));

            assertThat(connection.lastWritten())
                    .startsWith("ERROR\n")
                    .contains("code:forbidden\n", "receipt-id:r1\n", "\"destination\":\"/d\"");
            assertThat(connection.closedFor()).isEqualTo(CloseReason.POLICY);
            assertThat(handled).containsExactly("refuse");
        }

        @Test
        void aRefusalGoesToWhoListensForRefusalsAndTheConnectionStays() {
            session.subscriptions().add(subscription("e", "/user/queue/errors", Subscription.Flow.IDLE));

            say("SEND\ndestination:/d\nreceipt:r1\n\nrefuse\0" + send("behind"));

            assertThat(connection.lastWritten())
                    .startsWith("MESSAGE\nsubscription:e\n")
                    .contains("code:forbidden\n", "receipt-id:r1\n");
            assertThat(connection.closedFor()).isNull();
            assertThat(handled).containsExactly("refuse", "behind");
        }

        @Test
        void aMalformedFrameIsTheEndAlsoForWhoListensForRefusals() {
            session.subscriptions().add(subscription("e", "/user/queue/errors", Subscription.Flow.IDLE));

            say("NONSENSE\n\n\0" + send("behind"));

            assertThat(connection.lastWritten()).startsWith("ERROR\n");
            assertThat(handled).isEmpty();
        }

        @Test
        void aBugIsToldAsAnIncidentWithoutItsText() {
            say(send("bug"));

            assertThat(connection.lastWritten()).contains("code:internal\n").doesNotContain("secret");
            assertThat(connection.closedFor()).isEqualTo(CloseReason.INTERNAL);
        }

        @Test
        void refusalsThatAreToBeAcknowledgedSayHowAndEndWhenTheWindowIsFull() {
            Subscriber listening = session.subscriber("e", true, "/user/queue/errors", AckMode.CLIENT);
            session.subscriptions().add(listening.with(Subscription.Flow.IDLE));

            say(send("refuse"));
            assertThat(connection.lastWritten()).containsPattern("ack:[0-9a-f-]{36}/e\n");
            say(send("refuse"));
            assertThat(connection.closedFor()).isNull();

            say(send("refuse"));
            assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("code:forbidden\n");
        }

        @Test
        void aFrameOfATransactionIsNotReceiptedBeforeItsCommit() {
            say("SEND\ndestination:/d\ntransaction:t\nreceipt:r1\n\nx\0");

            assertThat(handled).containsExactly("x");
            assertThat(connection.written()).hasSize(1);
        }

        @Test
        void aFrameOfATransactionMayBeRefusedWhenItComes() {
            session.subscriptions().add(subscription("e", "/user/queue/errors", Subscription.Flow.IDLE));

            say("SEND\ndestination:/d\ntransaction:t\nreceipt:r1\n\nrefuse\0");

            assertThat(connection.lastWritten()).startsWith("MESSAGE\n").contains("receipt-id:r1\n");
        }

        @Test
        void theEndDropsWhatWasKept() {
            session.transactions().begin("t");

            session.close(CloseReason.NORMAL);

            assertThatThrownBy(() -> session.transactions().requireOpen("t")).isInstanceOf(Refusal.class);
        }

        @Test
        void aWindowThatIsNeverAcknowledgedMakesNobodySlow() {
            Subscriber patient = session.subscriber("s", true, "/x", AckMode.CLIENT);
            session.subscriptions().add(patient.with(Subscription.Flow.IDLE));
            assertThat(patient.hasRoom()).isTrue();
            assertThat(patient.deliver("m-1", Map.of(), Buffer.buffer())).isTrue();
            patient.deliver("m-2", Map.of(), Buffer.buffer());
            assertThat(patient.hasRoom()).isFalse();

            turn(Duration.ofSeconds(60));

            assertThat(connection.closedFor()).isNull();
        }

        @Test
        void disconnectIsReceiptedThenClosed() {
            say("DISCONNECT\nreceipt:bye\n\n\0" + send("behind"));

            assertThat(connection.lastWritten()).startsWith("RECEIPT\n").contains("receipt-id:bye");
            assertThat(connection.closedFor()).isEqualTo(CloseReason.NORMAL);
            assertThat(handled).isEmpty();
        }

        @Test
        void anAnswerThatComesAfterTheEndIsNotWritten() {
            say("SEND\ndestination:/d\nreceipt:r1\n\nwait\0");
            session.onClosed();
            int before = connection.written().size();

            undecided.get(0).complete(Map.of());

            assertThat(connection.written()).hasSize(before);
        }

        @Test
        void aClientThatDoesNotReadItsAnswersIsNotReadEither() {
            connection.stall();
            say("SEND\ndestination:/d\nreceipt:r\n\nx\0".repeat(60));
            assertThat(connection.isPaused()).isTrue();

            connection.takeAll();
            assertThat(connection.isPaused()).isFalse();
        }

        @Test
        void aClosedConnectionThatNeverTakesItsLastBytesIsCutOff() {
            session.close(CloseReason.NORMAL);

            turn(Duration.ofSeconds(6));

            assertThat(connection.isAborted()).isTrue();
        }

        @Test
        void theEndEndsEverySubscriptionOnce() {
            List<String> ended = new ArrayList<>();
            session.subscriptions().add(subscription("a", "/x", flow(ended, "a")));
            session.subscriptions().add(subscription("b", "/y", flow(ended, "b")));

            session.subscriptions().end("a");
            session.close(CloseReason.NORMAL);
            session.onClosed();

            assertThat(ended).containsExactly("a", "b");
            assertThat(sessions.size()).isZero();
        }

        @Test
        void aRevocationEndsTheUsersConnections() {
            sessions.revoke(new LoginRevoked(ALICE, null, null));

            assertThat(connection.lastWritten()).contains("code:revoked\n");
        }
    }

    @Nested
    class WithAToken {
        @BeforeEach
        void open() {
            identity = alice(Optional.of(clock.instant().plusSeconds(10)));
            say(CONNECT);
        }

        @Test
        void theConnectionEndsWhenTheTokenDoes() {
            turn(Duration.ofSeconds(9));
            assertThat(connection.closedFor()).isNull();

            turn(Duration.ofSeconds(2));
            assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("code:token-expired\n");
        }

        @Test
        void aNewTokenInTimeKeepsItOpen() {
            turn(Duration.ofSeconds(5));
            session.identify(alice(Optional.of(clock.instant().plusSeconds(60))));

            turn(Duration.ofSeconds(20));

            assertThat(connection.closedFor()).isNull();
        }

        @Test
        void onlyTheRevokedLoginSessionEnds() {
            sessions.revoke(new LoginRevoked(ALICE, "another", null));
            assertThat(connection.closedFor()).isNull();

            sessions.revoke(new LoginRevoked(ALICE, null, "login-1"));
            assertThat(connection.closedFor()).isNull();

            sessions.revoke(new LoginRevoked(ALICE, "login-1", null));
            assertThat(connection.lastWritten()).contains("code:revoked\n");
        }
    }

    @Nested
    class WithHeartBeats {
        @BeforeEach
        void open() {
            sessions.on(Command.CONNECT, (connecting, frame) -> {
                connecting.open(identity, new HeartBeat(2_000, 2_000), Map.of());
                return Future.succeededFuture(Map.of());
            });
            say(CONNECT);
        }

        @Test
        void oursComeOnlyWhenNothingElseDid() {
            turn(Duration.ofSeconds(1));
            say(send("x").replace("\n\n", "\nreceipt:r\n\n"));
            turn(Duration.ofSeconds(1));
            assertThat(connection.lastWritten()).startsWith("RECEIPT");

            turn(Duration.ofSeconds(1));
            assertThat(connection.lastWritten()).isEqualTo("\n");
        }

        @Test
        void aClientThatIsSilentForTwiceTheAgreedTimeIsClosed() {
            turn(Duration.ofSeconds(3));
            say("\n");
            turn(Duration.ofSeconds(3));
            assertThat(connection.closedFor()).isNull();

            turn(Duration.ofSeconds(2));
            assertThat(connection.closedFor()).isNotNull();
        }

        @Test
        void aClientThatIsNotReadIsNotTakenForSilentButForSlow() {
            connection.stall();
            say("SEND\ndestination:/d\nreceipt:r\n\nx\0".repeat(60));
            assertThat(connection.isPaused()).isTrue();

            turn(Duration.ofSeconds(10));

            assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("code:slow-consumer\n");
        }
    }

    @Test
    void whoStillComesWhileDrainingIsSentElsewhere() {
        say(CONNECT);
        Future<Void> drained = sessions.drain(Duration.ofSeconds(5));
        assertThat(connection.closedFor()).isEqualTo(CloseReason.GOING_AWAY);
        assertThat(drained.isComplete()).isFalse();

        session.onClosed();
        FakeConnection late = new FakeConnection();
        sessions.accept(late);

        assertThat(drained.succeeded()).isTrue();
        assertThat(late.closedFor()).isEqualTo(CloseReason.GOING_AWAY);
    }

    @Test
    void whatHasComeIsAnsweredBeforeADrainingGatewayClosesAndWhatComesThenIsNot() {
        say(CONNECT + "SEND\ndestination:/d\nreceipt:r1\n\nwait\0SEND\ndestination:/d\nreceipt:r2\n\nsecond\0");

        Future<Void> drained = sessions.drain(Duration.ofSeconds(10));
        say(send("late"));
        assertThat(connection.closedFor()).isNull();
        undecided.get(0).complete(Map.of("seq", "6"));

        assertThat(handled).containsExactly("wait", "second");
        assertThat(connection.written().get(1)).contains("receipt-id:r1\n");
        assertThat(connection.lastWritten()).contains("receipt-id:r2\n");
        assertThat(connection.closedFor()).isEqualTo(CloseReason.GOING_AWAY);
        session.onClosed();
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void aFrameThatHangsHoldsUpADrainingGatewayForFiveSeconds() {
        say(CONNECT + send("wait") + send("second"));

        session.leave();
        session.leave();
        turn(Duration.ofSeconds(4));
        assertThat(connection.closedFor()).isNull();
        turn(Duration.ofSeconds(2));

        assertThat(connection.closedFor()).isEqualTo(CloseReason.GOING_AWAY);
        assertThat(handled).containsExactly("wait");
    }

    @Test
    void whoListensForWhatConcernsItIsToldThatItsConnectionEnds() {
        say(CONNECT);
        assertThat(session.announceMove(Duration.ofSeconds(1))).isFalse();
        session.subscriptions().add(subscription("mine", "/user/queue/notifications", Subscription.Flow.IDLE));

        assertThat(session.announceMove(Duration.ofMillis(1500))).isTrue();

        assertThat(connection.lastWritten())
                .startsWith("MESSAGE\nsubscription:mine\n")
                .contains(
                        "\ndestination:/user/queue/notifications\n",
                        "\nevent:MOVE\n",
                        "\ncontent-type:application/json\n")
                .contains(
                        "{\"type\":\"MOVE\",\"message\":\"restarting: reconnect and resume\",\"closesInMillis\":1500}");
        assertThat(connection.closedFor()).isNull();
    }

    private void say(String bytes) {
        session.onBytes(Buffer.buffer(bytes));
    }

    private static String send(String body) {
        return "SEND\ndestination:/d\n\n" + body + "\0";
    }

    private void turn(Duration time) {
        long ticks = time.dividedBy(Wheel.TICK);
        for (long tick = 0; tick < ticks; tick++) {
            clock.advance(Wheel.TICK);
            wheel.turn();
        }
    }

    private static Identity alice(Optional<Instant> expires) {
        Actor actor = new Actor(ALICE, "alice", "Alice", Set.of("user"));
        return new Identity(actor, expires.map(time -> "login-1"), expires);
    }

    private static Subscription.Flow flow(List<String> ended, String name) {
        return new Subscription.Flow() {
            @Override
            public void onRoom() {}

            @Override
            public void end() {
                ended.add(name);
            }
        };
    }
}
