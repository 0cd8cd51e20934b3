package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.platform.config.Settings;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private final Subscriptions subscriptions = new Subscriptions(2);
    private final List<String> happened = new ArrayList<>();
    private final Set<String> over = new HashSet<>();
    private final Session session = new Sessions(
                    SessionOptions.of(Settings.load(Map.of())),
                    new Wheel(),
                    ManualClock.atNewYear(),
                    new SessionMeters(new SimpleMeterRegistry()))
            .accept(new FakeConnection());

    @Test
    void theyAreFullAtTheLimit() {
        subscriptions.add(to("a", "/x"));
        assertThat(subscriptions.isFull()).isFalse();

        subscriptions.add(to("b", "/y"));
        assertThat(subscriptions.isFull()).isTrue();
    }

    @Test
    void oneThatEndedWithoutTheClientGivesItsPlaceUp() {
        subscriptions.add(to("a", "/x"));
        subscriptions.add(to("b", "/y"));
        over.add("a");

        assertThat(subscriptions.isFull()).isFalse();
        assertThat(subscriptions.find("a")).isEmpty();
        assertThat(subscriptions.find("b")).isPresent();
    }

    @Test
    void oneThatEndedIsThereForItsUnsubscribeWhileThereIsPlace() {
        subscriptions.add(to("a", "/x"));
        over.add("a");

        assertThat(subscriptions.isFull()).isFalse();
        assertThat(subscriptions.find("a")).isPresent();
    }

    @Test
    void anIdIsInUseUntilItsSubscriptionEnds() {
        subscriptions.add(to("a", "/x"));
        assertThat(subscriptions.has("a")).isTrue();
        assertThat(subscriptions.has("b")).isFalse();

        subscriptions.end("a");
        assertThat(subscriptions.has("a")).isFalse();
    }

    @Test
    void whatIsNotThereCannotEnd() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> subscriptions.end("a"))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void theFirstToADestinationIsFound() {
        subscriptions.add(to("a", "/x"));
        subscriptions.add(to("b", "/x"));

        assertThat(subscriptions.to("/x")).map(Subscription::id).contains("a");
        assertThat(subscriptions.to("/y")).isEmpty();
    }

    @Test
    void eachIsToldOfRoomAndEndsOnce() {
        subscriptions.add(to("a", "/x"));
        subscriptions.add(to("b", "/y"));

        subscriptions.onRoom();
        subscriptions.endAll();
        subscriptions.endAll();

        assertThat(happened).containsExactly("room a", "room b", "end a", "end b");
    }

    private Subscription to(String id, String destination) {
        return session.subscriber(id, true, destination, AckMode.AUTO).with(new Subscription.Flow() {
            @Override
            public void onRoom() {
                happened.add("room " + id);
            }

            @Override
            public void end() {
                happened.add("end " + id);
            }

            @Override
            public boolean isOver() {
                return over.contains(id);
            }
        });
    }
}
