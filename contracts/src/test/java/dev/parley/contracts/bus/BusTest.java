package dev.parley.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Revocations;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.cluster.Canary;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BusTest {
    private static final SigningKeys KEYS = new SigningKeys("{\"keys\":[]}");
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final LoginRevoked REVOKED = new LoginRevoked(new UserId("u1"), "login-1", null);

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        bus = new Bus(vertx, new Addresses(1, 1), TIMEOUT);
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void aCommandGetsItsAnswer() throws Exception {
        serve(answering(Future.succeededFuture(KEYS)));

        assertThat(get(bus.ask(new FetchSigningKeys()))).isEqualTo(KEYS);
    }

    @Test
    void aRefusalKeepsItsCodeItsTextAndWhenToTryAgain() throws Exception {
        serve(answering(Future.failedFuture(
                new Refusal(ErrorCode.RATE_LIMITED, "too many 'sign-ins' today", Duration.ofMillis(1_500)))));

        Refusal refusal = refused(bus.ask(new FetchSigningKeys()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.detail()).isEqualTo("too many 'sign-ins' today");
        assertThat(refusal.retryAfter()).contains(Duration.ofMillis(1_500));
    }

    @Test
    void aRefusalThatNeverMakesSenseAgainHasNoRetryAfter() throws Exception {
        serve(answering(Future.failedFuture(new Refusal(ErrorCode.NOT_FOUND, "no such room"))));

        assertThat(refused(bus.ask(new FetchSigningKeys())).retryAfter()).isEmpty();
    }

    @Test
    void aServiceThatComesInTimeStillAnswers() throws Exception {
        Future<SigningKeys> answer = bus.ask(new FetchSigningKeys());
        vertx.timer(TIMEOUT.toMillis() / 4, TimeUnit.MILLISECONDS)
                .onSuccess(late -> bus.serve(Addresses.auth(), answering(Future.succeededFuture(KEYS))));

        assertThat(get(answer)).isEqualTo(KEYS);
    }

    @Test
    void whereNobodyComesItIsUnavailableAfterTheTimeout() {
        long begun = System.nanoTime();

        Refusal refusal = refused(bus.ask(new FetchSigningKeys()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.retryAfter()).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(TIMEOUT.dividedBy(2));
    }

    @Test
    void aCommandThatWasDeliveredIsNotSentAgain() throws Exception {
        AtomicInteger delivered = new AtomicInteger();
        Promise<SigningKeys> never = Promise.promise();
        serve(new CommandTable().on(FetchSigningKeys.class, command -> {
            delivered.incrementAndGet();
            return never.future();
        }));

        Refusal refusal = refused(bus.ask(new FetchSigningKeys()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.detail()).contains("not known");
        assertThat(delivered).hasValue(1);
    }

    @Nested
    class WhenProcessesComeAndGo {
        private final AtomicInteger delivered = new AtomicInteger();
        private final Vertx other = Vertx.vertx();
        private final Bus patient = new Bus(
                other,
                new Addresses(1, 1),
                new BusTimes(Duration.ofSeconds(20), Duration.ofMillis(20), Duration.ofSeconds(10)));

        @AfterEach
        void close() throws Exception {
            get(other.close());
        }

        @Test
        void whatMayBeRepeatedIsSentAgainAndItsFirstAnswerCounts() throws Exception {
            Promise<SigningKeys> never = Promise.promise();
            get(patient.serve(
                    Addresses.auth(),
                    new CommandTable()
                            .on(
                                    FetchSigningKeys.class,
                                    command -> delivered.incrementAndGet() == 1
                                            ? never.future()
                                            : Future.succeededFuture(KEYS))));
            Future<SigningKeys> answer = patient.ask(new FetchSigningKeys());

            patient.onMembershipChanged();

            assertThat(get(answer)).isEqualTo(KEYS);
            assertThat(delivered).hasValue(2);
        }

        @Test
        void whatMayNotBeRepeatedIsSentOnce() throws Exception {
            Promise<Tokens> answered = Promise.promise();
            get(patient.serve(
                    Addresses.auth(),
                    new CommandTable()
                            .on(GrantRefresh.class, command -> {
                                delivered.incrementAndGet();
                                return answered.future();
                            })
                            .on(
                                    FetchSigningKeys.class,
                                    command -> delivered.incrementAndGet() < 5
                                            ? Promise.<SigningKeys>promise().future()
                                            : Future.succeededFuture(KEYS))));
            Future<Tokens> tokens = patient.ask(new GrantRefresh(new Secret("once"), null));

            patient.onMembershipChanged();

            // Another question is repeated three times meanwhile.
            assertThat(get(patient.ask(new FetchSigningKeys()))).isEqualTo(KEYS);
            assertThat(delivered).hasValue(5);
            assertThat(tokens.isComplete()).isFalse();
        }
    }

    @Nested
    class WhenNobodyAnswersWhileProcessesComeAndGo {
        private final Vertx other = Vertx.vertx();
        private final AtomicInteger delivered = new AtomicInteger();
        private final Bus restless = new Bus(
                other,
                new Addresses(1, 1),
                new BusTimes(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofSeconds(60)));

        @AfterEach
        void close() throws Exception {
            get(other.close());
        }

        @Test
        void whatMayBeRepeatedIsRefusedAtItsSendersDeadlineAndNotSentAgain() throws Exception {
            AtomicInteger others = new AtomicInteger();
            get(restless.serve(
                    Addresses.auth(),
                    new CommandTable()
                            .on(FetchSigningKeys.class, command -> {
                                delivered.incrementAndGet();
                                return Promise.<SigningKeys>promise().future();
                            })
                            .on(
                                    FetchRevocations.class,
                                    command -> others.incrementAndGet() % 3 != 0
                                            ? Promise.<Revocations>promise().future()
                                            : Future.succeededFuture(new Revocations(List.of(), false)))));
            restless.onMembershipChanged();

            Refusal refusal = refused(restless.ask(new FetchSigningKeys()));

            assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal.detail()).contains("not known");
            assertThat(delivered).as("sent and sent again").hasValueGreaterThan(1);
            get(restless.ask(new FetchRevocations(0))); // what was on its way has come
            int sent = delivered.get();
            get(restless.ask(new FetchRevocations(0))); // others are repeated still
            assertThat(others).hasValueGreaterThanOrEqualTo(6);
            assertThat(delivered).as("sent after its deadline").hasValue(sent);
        }
    }

    @Test
    void aCanaryIsHeardAtTheAddressWhereItWasSentAndReachesNoTable() throws Exception {
        serve(answering(Future.succeededFuture(KEYS)));
        Promise<String> heard = Promise.promise();
        Canary canary = new Canary(new NodeId("chat-1", "first"), 7);
        bus.onCanary((address, event) -> heard.tryComplete(address + " " + event.equals(canary)));

        bus.tellAll(Addresses.auth(), canary);

        assertThat(get(heard.future())).isEqualTo(Addresses.auth() + " true");
    }

    @Test
    void aBugIsInternalAndOnlyItsIncidentIsTold() throws Exception {
        serve(answering(Future.failedFuture(new IllegalStateException("the row of alice"))));

        Refusal refusal = refused(bus.ask(new FetchSigningKeys()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(refusal.detail()).matches("incident [0-9a-f-]{36}");
    }

    @Test
    void aHandlerThatThrowsAnswersAsOneThatFails() throws Exception {
        serve(new CommandTable().on(FetchSigningKeys.class, command -> {
            throw new Refusal(ErrorCode.CONFLICT, "thrown");
        }));

        assertThat(refused(bus.ask(new FetchSigningKeys())).code()).isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void whatIsNotServedAtTheAddressIsABadRequest() throws Exception {
        serve(answering(Future.succeededFuture(KEYS)));

        Refusal refusal = refused(bus.ask(new ReadProfile(new UserId("u1"))));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void anEventReachesEveryListenerThatIsToldAndOneOfThoseThatAreNot() throws Exception {
        List<LoginRevoked> heard = new CopyOnWriteArrayList<>();
        Promise<Void> three = Promise.promise();
        CommandTable listener = new CommandTable().hear(LoginRevoked.class, revoked -> {
            heard.add(revoked);
            if (heard.size() == 3) {
                three.tryComplete();
            }
        });
        get(bus.serve(Addresses.GATEWAYS, listener));
        get(bus.serve(Addresses.GATEWAYS, listener));

        bus.tellAll(Addresses.GATEWAYS, REVOKED);
        bus.tell(Addresses.GATEWAYS, REVOKED);

        get(three.future());
        assertThat(heard).containsOnly(REVOKED).hasSize(3);
    }

    @Test
    void anEventThatNobodyHearsIsNoError() throws Exception {
        bus.tell("gateway.gone", REVOKED);
        serve(answering(Future.succeededFuture(KEYS)));

        assertThat(get(bus.ask(new FetchSigningKeys()))).isEqualTo(KEYS);
    }

    @Test
    void whatHasEndedIsNotServedAnyMore() throws Exception {
        Bus.Registration served = get(bus.serve(Addresses.auth(), answering(Future.succeededFuture(KEYS))));

        get(served.end());

        assertThat(refused(bus.ask(new FetchSigningKeys())).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    private void serve(CommandTable table) throws Exception {
        get(bus.serve(Addresses.auth(), table));
    }

    private static CommandTable answering(Future<SigningKeys> answer) {
        return new CommandTable().on(FetchSigningKeys.class, command -> answer);
    }

    private static <T> T get(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Refusal refused(Future<?> future) {
        try {
            throw new AssertionError("was not refused but gave " + get(future));
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(Refusal.class);
            return (Refusal) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
