package dev.parley.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.Listening;
import dev.parley.contracts.broker.MessageBody;
import dev.parley.contracts.broker.Offered;
import dev.parley.contracts.broker.Offered.Outcome;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.broker.BrokerMeters.Drop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnedQueueTest {
    private static final Place JOBS = Place.queue("jobs");
    private static final NodeId A = new NodeId("a", "1");
    private static final NodeId B = new NodeId("b", "1");
    private static final int MAX_DELIVERIES = 3;
    private static final long WAIT = 30_000;

    private final List<String> ended = new ArrayList<>();
    private final OwnedQueue queue = new OwnedQueue(
            MAX_DELIVERIES,
            new OwnedQueue.Ends() {
                @Override
                public void done(BrokerMessage message) {
                    ended.add(message.id() + " done");
                }

                @Override
                public void dropped(BrokerMessage message, Drop why) {
                    ended.add(message.id() + " " + why);
                }
            },
            0);

    private void listens(NodeId gateway, int subscribers) {
        queue.listen(gateway, new Listening(JOBS, subscribers, subscribers > 0), 0);
    }

    private void add(String... ids) {
        for (String id : ids) {
            queue.add(new BrokerMessage(id, 0, List.of(), new MessageBody(new byte[1])), 0);
        }
    }

    private OwnedQueue.Offer next() {
        return queue.next().orElseThrow(() -> new AssertionError("nothing is offered"));
    }

    /** Who is offered what, as {@code a/m1}, until nothing is. */
    private List<String> offers() {
        List<String> offers = new ArrayList<>();
        for (Optional<OwnedQueue.Offer> next = queue.next(); next.isPresent(); next = queue.next()) {
            offers.add(next.get().gateway().name() + "/" + next.get().message().id());
        }
        return offers;
    }

    private void answer(NodeId gateway, String id, Outcome outcome) {
        queue.onOffered(gateway, id, new Offered(outcome, outcome == Outcome.NO_ROOM ? 0 : 1));
    }

    @Test
    void messagesAreOfferedInTheOrderTheyCame() {
        add("m1", "m2", "m3");
        listens(A, 1);

        assertThat(offers()).containsExactly("a/m1", "a/m2", "a/m3");
    }

    @Test
    void eachGatewayGetsTheShareOfItsSubscribers() {
        listens(A, 1);
        listens(B, 3);
        for (int i = 0; i < 40; i++) {
            add("m" + i);
        }

        List<String> to = offers().stream().map(offer -> offer.substring(0, 1)).toList();

        assertThat(Collections.frequency(to, "a")).isEqualTo(10);
        assertThat(Collections.frequency(to, "b")).isEqualTo(30);
    }

    @Test
    void whoHasNoRoomIsPassedOverUntilItSaysOtherwise() {
        listens(A, 1);
        listens(B, 1);
        add("m1");
        NodeId first = next().gateway();
        answer(first, "m1", Outcome.NO_ROOM);

        assertThat(next().gateway()).isNotEqualTo(first);
        add("m2");
        assertThat(next().gateway()).isNotEqualTo(first);

        listens(first, 1);
        add("m3", "m4");
        assertThat(offers()).anyMatch(offer -> offer.startsWith(first.name()));
    }

    @Test
    void aMessageThatFoundNoRoomKeepsItsPlaceAndCountsAsNoDelivery() {
        listens(A, 1);
        add("m1", "m2");
        next();
        answer(A, "m1", Outcome.NO_ROOM);
        assertThat(offers()).isEmpty();

        listens(A, 1);

        OwnedQueue.Offer again = next();
        assertThat(again.message().id()).isEqualTo("m1");
        assertThat(again.message().deliveries()).isZero();
    }

    @Test
    void whatNeedsNoAckIsDoneWhenItIsSent() {
        listens(A, 1);
        add("m1");
        next();

        answer(A, "m1", Outcome.DONE);

        assertThat(ended).containsExactly("m1 done");
        listens(A, 0);
        assertThat(queue.isUnused()).isTrue();
    }

    @Test
    void whatWasTakenIsDoneWhenItIsAcknowledged() {
        listens(A, 1);
        add("m1");
        next();
        answer(A, "m1", Outcome.TAKEN);
        assertThat(ended).isEmpty();

        queue.settle(A, List.of("m1"), true);

        assertThat(ended).containsExactly("m1 done");
    }

    @Test
    void anAckThatOvertakesTheAnswerToTheOfferCounts() {
        listens(A, 1);
        add("m1");
        next();

        queue.settle(A, List.of("m1"), true);
        answer(A, "m1", Outcome.TAKEN);
        queue.keepOnly(Set.of(), 0);

        assertThat(ended).containsExactly("m1 done");
    }

    @Test
    void whatIsRefusedGoesToAnotherFirstAndIsMarked() {
        listens(A, 1);
        listens(B, 1);
        add("m1");
        NodeId first = next().gateway();
        answer(first, "m1", Outcome.TAKEN);

        queue.settle(first, List.of("m1"), false);

        OwnedQueue.Offer again = next();
        assertThat(again.gateway()).isNotEqualTo(first);
        assertThat(again.message().deliveries()).isEqualTo(1);
        assertThat(again.except()).isZero();
    }

    @Test
    void whereOnlyOneGatewayListensItIsToldWhoHadTheMessage() {
        listens(A, 2);
        add("m1");
        next();
        queue.onOffered(A, "m1", new Offered(Outcome.TAKEN, 7));

        queue.settle(A, List.of("m1"), false);

        assertThat(next().except()).isEqualTo(7);
    }

    @Test
    void aMessageThatIsRefusedTooOftenIsDropped() {
        listens(A, 1);
        add("m1");
        for (int i = 0; i < MAX_DELIVERIES; i++) {
            next();
            answer(A, "m1", Outcome.TAKEN);
            queue.settle(A, List.of("m1"), false);
        }

        assertThat(offers()).isEmpty();
        assertThat(ended).containsExactly("m1 REJECTED");
    }

    @Test
    void aGatewayThatIsGoneGivesBackWhatItHadInOrder() {
        listens(A, 1);
        add("m1", "m2", "m3");
        offers();
        answer(A, "m1", Outcome.TAKEN);
        listens(B, 1);

        queue.keepOnly(Set.of(B), 0);
        answer(A, "m2", Outcome.TAKEN);
        queue.settle(A, List.of("m1", "m2"), true);

        assertThat(offers()).containsExactly("b/m1", "b/m2", "b/m3");
        assertThat(ended).isEmpty();
    }

    @Test
    void anOfferWithoutAnAnswerMayHaveArrivedSoItIsMarkedAndTheGatewayIsLeftAlone() {
        listens(A, 1);
        add("m1");
        next();

        queue.onOfferLost(A, "m1");
        assertThat(offers()).isEmpty();
        listens(A, 1);

        assertThat(next().message().deliveries()).isEqualTo(1);
    }

    @Test
    void oneGatewayIsOfferedNoMoreThanItsBoundAtOnce() {
        listens(A, 1);
        for (int i = 0; i < OwnedQueue.OFFERS + 5; i++) {
            add("m" + i);
        }

        assertThat(offers()).hasSize(OwnedQueue.OFFERS);
        answer(A, "m0", Outcome.DONE);
        assertThat(offers()).hasSize(1);
    }

    @Test
    void withoutASubscriberAMessageIsDroppedAfterTheWait() {
        add("m1");

        queue.expire(WAIT - 1, WAIT);
        assertThat(ended).isEmpty();
        queue.expire(WAIT, WAIT);

        assertThat(ended).containsExactly("m1 UNHEARD");
        assertThat(queue.isUnused()).isTrue();
    }

    @Test
    void theWaitBeginsWhenTheLastSubscriberLeaves() {
        queue.listen(A, new Listening(JOBS, 1, false), 0);
        add("m1");

        queue.expire(10 * WAIT, WAIT);
        queue.listen(A, new Listening(JOBS, 0, false), 10 * WAIT);
        queue.expire(11 * WAIT - 1, WAIT);
        assertThat(ended).isEmpty();
        queue.expire(11 * WAIT, WAIT);

        assertThat(ended).containsExactly("m1 UNHEARD");
    }

    @Test
    void whatWaitsCanBeGivenToAnotherOwnerInOrder() {
        add("m1", "m2");

        assertThat(queue.first())
                .hasValueSatisfying(first -> assertThat(first.id()).isEqualTo("m1"));
        queue.isMoved(queue.first().orElseThrow());

        assertThat(queue.first())
                .hasValueSatisfying(first -> assertThat(first.id()).isEqualTo("m2"));
        assertThat(ended).containsExactly("m1 done");
    }
}
