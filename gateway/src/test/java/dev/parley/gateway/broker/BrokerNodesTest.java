package dev.parley.gateway.broker;

import static dev.parley.gateway.TestEdge.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.broker.ListenTo;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.broker.RenewListening;
import dev.parley.contracts.broker.SettleMessages;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.broker.TestGateway.Client;
import dev.parley.gateway.session.AckMode;
import dev.parley.gateway.stomp.Destination;
import dev.parley.platform.cluster.Rendezvous;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two gateways, on one event bus. */
class BrokerNodesTest {
    private final TestEdge edge = new TestEdge(1);
    private final Members members = new Members(edge.backbone());
    private final TestGateway a = gateway("a");
    private final TestGateway b = gateway("b");

    private final Destination.Topic news = new Destination.Topic(ownedBy(a, "/topic/"));
    private final Destination.Queue jobs = new Destination.Queue(ownedBy(a, "/queue/"));

    private TestGateway gateway(String name) {
        return gateway(name, "60");
    }

    private TestGateway gateway(String name, String queueSeconds) {
        return new TestGateway(
                edge,
                members,
                name,
                Map.of(
                        "PARLEY_MAX_UNACKNOWLEDGED", "2",
                        "PARLEY_OUTBOX_BYTES", "1024",
                        "PARLEY_QUEUE_MESSAGES", "5",
                        "PARLEY_QUEUE_SECONDS", queueSeconds,
                        "PARLEY_QUEUE_UNSETTLED", "2",
                        "PARLEY_BROKER_RULES", "all /topic/secret none"));
    }

    /** A name whose owner is known. */
    private String ownedBy(TestGateway owner, String prefix) {
        Set<NodeId> both = Set.of(a.self(), b.self());
        return IntStream.range(0, 1000)
                .mapToObj(number -> "n" + number)
                .filter(name -> owner.self().equals(Rendezvous.owner(new Place(prefix + name).path(), both)))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private static void hears(Client client, String... bodies) {
        Eventually.within(SOON, () -> assertThat(client.connection().bodies()).containsExactly(bodies));
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @Test
    void aTopicsMessageReachesEverySubscriberAtEveryGatewayAndNobodyElse() {
        Client alice = a.client("alice");
        Client bob = b.client("bob");
        Client carol = b.client("carol");
        alice.subscribe("s", news, AckMode.AUTO);
        bob.subscribe("s", news, AckMode.AUTO);
        carol.subscribe("s", new Destination.Topic("other"), AckMode.AUTO);

        String id = bob.send(news, "hi");

        hears(alice, "hi");
        hears(bob, "hi");
        assertThat(alice.connection().messages().get(0))
                .contains("subscription:s\n", "message-id:" + id + "\n", "destination:/as/written\n")
                .contains("user-name:bob\n", "user-id:u-bob\n");
        assertThat(carol.connection().messages()).isEmpty();
    }

    @Test
    void everybodyHearsATopicInOneOrder() {
        Client alice = a.client("alice");
        Client bob = b.client("bob");
        alice.subscribe("s", news, AckMode.AUTO);
        bob.subscribe("s", news, AckMode.AUTO);

        for (int i = 0; i < 50; i++) {
            alice.sending(news, "a" + i);
            bob.sending(news, "b" + i);
        }

        Eventually.within(SOON, () -> assertThat(bob.connection().bodies()).hasSize(100));
        Eventually.within(
                SOON,
                () -> assertThat(alice.connection().bodies())
                        .isEqualTo(bob.connection().bodies()));
    }

    @Test
    void whoHasUnsubscribedHearsNothingMore() {
        Client alice = b.client("alice");
        Client bob = b.client("bob");
        alice.subscribe("s", news, AckMode.AUTO);
        bob.subscribe("s", news, AckMode.AUTO);

        alice.unsubscribe("s");
        bob.send(news, "hi");

        hears(bob, "hi");
        assertThat(alice.connection().messages()).isEmpty();
    }

    @Test
    void aReaderWithoutRoomMissesMessagesAndIsToldHowMany() {
        Client alice = b.client("alice");
        alice.subscribe("s", news, AckMode.AUTO);
        alice.stall();

        alice.send(news, "x".repeat(1024));
        alice.send(news, "missed");
        alice.send(news, "missed");
        Eventually.within(
                SOON,
                () -> assertThat(b.counted("parley.broker.dropped", "reason", "slow"))
                        .isEqualTo(2));
        alice.read();
        alice.send(news, "after");
        alice.send(news, "more");

        hears(alice, "x".repeat(1024), "after", "more");
        assertThat(alice.connection().messages().get(1)).contains("missed:2\n");
        assertThat(alice.connection().messages().get(2)).doesNotContain("missed");
    }

    @Test
    void whenTheOwnerDiesTopicsFlowAgain() {
        Client alice = b.client("alice");
        alice.subscribe("s", news, AckMode.AUTO);
        alice.send(news, "before");
        hears(alice, "before");

        a.die();
        alice.send(news, "after");

        hears(alice, "before", "after");
    }

    @Test
    void whatIsSentToAnOwnerThatIsDeadGoesToTheNextOnceThatIsKnown() {
        Client alice = b.client("alice");
        alice.subscribe("s", news, AckMode.AUTO);
        a.vanish();

        Future<Map<String, String>> sent = alice.sending(news, "hi");
        members.leave(a.self());

        assertThat(TestEdge.done(sent)).containsKey("message-id");
        hears(alice, "hi");
    }

    @Test
    void whileADeadOwnerIsNotKnownToBeDeadItIsUnavailable() {
        Client alice = b.client("alice");
        a.vanish();

        assertThat(alice.refusalOf(news).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void anOwnerThatHasJustComeLearnsWhoListens() {
        a.die();
        Client alice = b.client("alice");
        alice.subscribe("s", news, AckMode.AUTO);

        TestGateway again = new TestGateway(edge, members, "a", Map.of());
        Client bob = again.client("bob");

        Eventually.within(SOON, () -> {
            bob.send(news, "hi");
            assertThat(alice.connection().bodies()).contains("hi");
        });
    }

    @Test
    void aUsersQueueReachesAllOfTheUsersConnections() {
        Destination.UserQueue alices = new Destination.UserQueue("alice", "mail");
        Client here = a.client("alice");
        Client there = b.client("alice");
        here.subscribe("s", alices, AckMode.AUTO);
        there.subscribe("s", alices, AckMode.AUTO);

        b.client("bob").send(alices, "hi");
        b.client("bob").send(new Destination.UserQueue("nobody", "mail"), "hi");

        hears(here, "hi");
        hears(there, "hi");
    }

    @Test
    void aQueuesMessagesAreSpreadEvenlyAndEachReachesOne() {
        List<Client> takers = List.of(a.client("1"), a.client("2"), b.client("3"), b.client("4"));
        takers.forEach(taker -> taker.subscribe("s", jobs, AckMode.AUTO));

        for (String number : numbers(40)) {
            b.client("sender").send(jobs, number);
        }

        Eventually.within(SOON, () -> assertThat(taken(takers)).containsExactlyInAnyOrder(numbers(40)));
        assertThat(takers)
                .allSatisfy(taker -> assertThat(taker.connection().bodies()).hasSize(10));
    }

    private static List<String> taken(List<Client> takers) {
        List<String> all = new ArrayList<>();
        takers.forEach(taker -> all.addAll(taker.connection().bodies()));
        return all;
    }

    @Test
    void whatIsRefusedGoesToAnotherSubscriber() {
        Client alice = a.client("alice");
        Client bob = b.client("bob");
        alice.subscribe("s", jobs, AckMode.CLIENT_INDIVIDUAL);
        bob.subscribe("s", jobs, AckMode.CLIENT_INDIVIDUAL);
        String id = alice.send(jobs, "work");
        Eventually.within(SOON, () -> assertThat(taken(List.of(alice, bob))).containsExactly("work"));
        Client first = alice.connection().bodies().isEmpty() ? bob : alice;
        Client second = first == bob ? alice : bob;
        assertThat(first.connection().messages().get(0))
                .contains("ack:" + id + "/s\n")
                .doesNotContain("redelivered");

        first.reject("s", id);

        hears(second, "work");
        assertThat(second.connection().messages().get(0)).contains("redelivered:true\n");
        second.acknowledge("s", id);
        Eventually.within(SOON, () -> assertThat(a.queuedBytes()).isZero());
    }

    @Test
    void whatIsRefusedGoesToAnotherSubscriberOfTheSameGateway() {
        Client alice = b.client("alice");
        Client bob = b.client("bob");
        alice.subscribe("s", jobs, AckMode.CLIENT_INDIVIDUAL);
        bob.subscribe("s", jobs, AckMode.CLIENT_INDIVIDUAL);
        String first = alice.send(jobs, "1");
        alice.send(jobs, "2");
        hears(alice, "1");
        hears(bob, "2");

        alice.reject("s", first);

        hears(bob, "2", "1");
    }

    @Test
    void whatIsRefusedTooOftenIsDropped() {
        Client alice = b.client("alice");
        alice.subscribe("s", jobs, AckMode.CLIENT_INDIVIDUAL);
        String id = alice.send(jobs, "work");

        for (int times = 1; times <= 5; times++) {
            hears(alice, Stream.generate(() -> "work").limit(times).toArray(String[]::new));
            alice.reject("s", id);
        }

        Eventually.within(
                SOON,
                () -> assertThat(a.counted("parley.broker.dropped", "reason", "rejected"))
                        .isEqualTo(1));
        Eventually.within(SOON, () -> assertThat(a.queuedBytes()).isZero());
        assertThat(alice.connection().bodies()).hasSize(5);
    }

    @Test
    void whatWasNotAcknowledgedWhenTheConnectionEndsGoesToAnother() {
        Client alice = b.client("alice");
        alice.subscribe("s", jobs, AckMode.CLIENT);
        alice.send(jobs, "1");
        alice.send(jobs, "2");
        hears(alice, "1", "2");
        Client bob = a.client("bob");
        bob.subscribe("s", jobs, AckMode.AUTO);

        alice.disconnect();

        hears(bob, "1", "2");
    }

    @Test
    void whatWasNotAcknowledgedWhenItsGatewayDiesGoesToAnother() {
        Client alice = b.client("alice");
        alice.subscribe("s", jobs, AckMode.CLIENT);
        alice.send(jobs, "1");
        hears(alice, "1");
        Client bob = a.client("bob");
        bob.subscribe("s", jobs, AckMode.AUTO);

        b.die();

        hears(bob, "1");
        assertThat(bob.connection().messages().get(0)).contains("redelivered:true\n");
    }

    @Test
    void aFullWindowMakesMessagesWaitAndAnAckLetsThemCome() {
        Client alice = b.client("alice");
        alice.subscribe("s", jobs, AckMode.CLIENT);
        String first = alice.send(jobs, "1");
        alice.send(jobs, "2");
        alice.send(jobs, "3");
        hears(alice, "1", "2");
        Client bob = a.client("bob");
        bob.send(jobs, "4");
        assertThat(alice.connection().bodies()).hasSize(2);

        alice.acknowledge("s", first);

        hears(alice, "1", "2", "3");
    }

    @Test
    void aFullQueueRefusesWhatIsSentToIt() {
        Client alice = b.client("alice");
        for (String number : numbers(5)) {
            alice.send(jobs, number);
        }

        assertThat(alice.refusalOf(jobs)).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal.retryAfter()).isPresent();
        });
    }

    @Test
    void aQueueWaitsForASubscriberThatReconnects() {
        Client alice = b.client("alice");
        alice.subscribe("s", jobs, AckMode.AUTO);
        alice.unsubscribe("s");
        alice.send(jobs, "1");

        alice.subscribe("s", jobs, AckMode.AUTO);

        hears(alice, "1");
    }

    @Test
    void aQueueDoesNotWaitForEver() {
        a.die();
        TestGateway hasty = gateway("a", "1");
        Client alice = hasty.client("alice");
        alice.subscribe("s", jobs, AckMode.AUTO);
        alice.unsubscribe("s");

        alice.send(jobs, "1");

        Eventually.within(SOON, () -> {
            assertThat(hasty.counted("parley.broker.dropped", "reason", "unheard"))
                    .isEqualTo(1);
            assertThat(hasty.queuedBytes()).isZero();
        });
    }

    /** Loses what one gateway says to another from now on, of these kinds; what it lost. */
    private List<Object> losing(AtomicBoolean lost, Class<?>... kinds) {
        List<Object> gone = new CopyOnWriteArrayList<>();
        edge.backbone().eventBus().addOutboundInterceptor(delivery -> {
            Object said = delivery.body();
            if (lost.get() && Stream.of(kinds).anyMatch(kind -> kind.isInstance(said))) {
                gone.add(said);
            } else {
                delivery.next();
            }
        });
        return gone;
    }

    @Test
    void aQueueThatNobodyHearsAnyMoreIsKnownToBeSoWhateverWordIsLost() {
        Client alice = b.client("alice");
        alice.subscribe("s", jobs, AckMode.AUTO);
        AtomicBoolean lost = new AtomicBoolean(true);
        List<Object> gone = losing(lost, ListenTo.class, RenewListening.class);

        alice.unsubscribe("s");
        Eventually.within(
                SOON,
                () -> assertThat(gone)
                        .filteredOn(said -> said instanceof RenewListening renewal
                                && renewal.gateway().equals(b.self())
                                && renewal.all().isEmpty())
                        .hasSizeGreaterThan(3));
        lost.set(false);
        alice.send(jobs, "1");

        Eventually.within(
                SOON,
                () -> assertThat(a.counted("parley.broker.dropped", "reason", "unheard"))
                        .isEqualTo(1));
    }

    @Test
    void whoCannotTellHowDeliveriesEndedTakesNoMoreUntilItCan() {
        Client alice = b.client("alice");
        alice.subscribe("s", jobs, AckMode.CLIENT_INDIVIDUAL);
        String first = alice.send(jobs, "1");
        String second = alice.send(jobs, "2");
        hears(alice, "1", "2");
        AtomicBoolean lost = new AtomicBoolean(true);
        List<Object> gone = losing(lost, SettleMessages.class);

        alice.acknowledge("s", first);
        alice.acknowledge("s", second);
        Eventually.within(SOON, () -> assertThat(gone).hasSizeGreaterThanOrEqualTo(4)); // both, and again
        alice.send(jobs, "3");
        assertThat(alice.connection().bodies()).containsExactly("1", "2");
        lost.set(false);

        hears(alice, "1", "2", "3");
        assertThat(alice.connection().messages().get(2)).doesNotContain("redelivered");
    }

    @Test
    void anOwnerThatStopsGivesItsQueuesToTheOneThatStays() {
        Client alice = b.client("alice");
        alice.send(jobs, "1");
        alice.send(jobs, "2");

        a.stop();
        alice.subscribe("s", jobs, AckMode.AUTO);

        hears(alice, "1", "2");
    }

    @Test
    void anOwnerThatComesTakesOverWhatWaits() {
        a.die();
        Client alice = b.client("alice");
        alice.send(jobs, "1");
        alice.send(jobs, "2");

        TestGateway again = new TestGateway(edge, members, "a", Map.of());

        Eventually.within(SOON, () -> assertThat(b.queuedBytes()).isZero());
        Client bob = again.client("bob");
        bob.subscribe("s", jobs, AckMode.AUTO);
        hears(bob, "1", "2");
    }

    @Test
    void theRulesAndTheServersOwnQueuesAreForbidden() {
        Client alice = b.client("alice");
        Destination.Topic secret = new Destination.Topic("secret");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> alice.subscribe("s", secret, AckMode.AUTO))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
        for (Destination.Brokered place : List.of(
                secret,
                new Destination.UserQueue("bob", "errors"),
                new Destination.UserQueue("bob", "notifications"))) {
            assertThat(alice.refusalOf(place).code()).isEqualTo(ErrorCode.FORBIDDEN);
        }
    }
}
