package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.NodeId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterestsTest {
    private static final NodeId OTHER_GATEWAY = new NodeId("gateway-1", "first");

    private long now;
    private final Interests interests = new Interests(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aRenewalReplacesAllThatTheNodeSaidBefore() {
        interests.add(GATEWAY, GARDEN);
        interests.add(OTHER_GATEWAY, GARDEN);

        interests.replace(GATEWAY, List.of(CELLAR));

        assertThat(interests.of(GARDEN)).containsExactly(OTHER_GATEWAY);
        assertThat(interests.of(CELLAR)).containsExactly(GATEWAY);
    }

    @Test
    void aSubscriptionAddsToWhatTheNodeSaidBefore() {
        interests.replace(GATEWAY, List.of(CELLAR));

        interests.add(GATEWAY, GARDEN);

        assertThat(interests.of(GARDEN)).containsExactly(GATEWAY);
        assertThat(interests.of(CELLAR)).containsExactly(GATEWAY);
    }

    @Test
    void aNodeThatFallsSilentIsForgottenAloneAndWhole() {
        interests.replace(GATEWAY, List.of(GARDEN, CELLAR));
        pass(Interests.SILENCE.minusMillis(1));
        interests.replace(OTHER_GATEWAY, List.of(GARDEN));
        assertThat(interests.of(GARDEN)).contains(GATEWAY);

        pass(Duration.ofMillis(1));

        assertThat(interests.of(GARDEN)).containsExactly(OTHER_GATEWAY);
        assertThat(interests.of(CELLAR)).isEmpty();
    }

    @Test
    void whatASilentNodeSaidDoesNotComeBackWithIt() {
        interests.replace(GATEWAY, List.of(CELLAR));
        pass(Interests.SILENCE);

        interests.add(GATEWAY, GARDEN);

        assertThat(interests.of(CELLAR)).isEmpty();
    }

    @Test
    void anotherIncarnationVoidsWhatTheOlderOneSaid() {
        NodeId reborn = new NodeId(GATEWAY.name(), "second");
        interests.replace(GATEWAY, List.of(CELLAR));

        interests.add(reborn, GARDEN);

        assertThat(interests.of(CELLAR)).isEmpty();
        assertThat(interests.of(GARDEN)).containsExactly(reborn);
    }
}
