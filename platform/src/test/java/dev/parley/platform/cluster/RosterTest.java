package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Roster.Peer;
import io.vertx.core.spi.cluster.NodeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is there, when Hazelcast says one thing and the bus another. Times in milliseconds. */
class RosterTest {
    private static final Peer SELF = peer("gateway-1", "a", "gateway");
    private static final Peer CHAT = peer("chat-1", "a", "chat");
    private static final String NODE = CHAT.node();
    private static final long ANSWER = Roster.ANSWER_WITHIN.toMillis();
    private static final long PATIENCE = Roster.PATIENCE.toMillis();
    private static final long LISTED = Roster.PATIENCE_WITH_LISTED.toMillis();
    private static final long SILENCE = Roster.SILENCE.toMillis();
    private static final long KNOWN_FOR = Roster.KNOWN_FOR.toMillis();

    private final List<String> forgotten = new ArrayList<>();
    private final Roster roster = new Roster(SELF.node(), forgotten::add);

    @BeforeEach
    void bothAreListedAndHeard() {
        list(0, SELF, CHAT);
        heard(1, CHAT);
    }

    @Test
    void whoIsListedAndHeardIsThereAndIsNotAsked() {
        assertThat(roster.present()).containsExactlyInAnyOrder(SELF, CHAT);
        assertThat(roster.listed()).containsExactlyInAnyOrder(SELF, CHAT);
        assertThat(roster.unlisted()).isEmpty();
        assertThat(ask(SILENCE)).isEmpty();
    }

    @Test
    void whoIsListedAndSilentIsAskedAndIsThereForAsLongAsHazelcastMayNeedToDropIt() {
        assertThat(roster.isSilent(NODE, nanos(SILENCE + 1))).isFalse();
        assertThat(roster.isSilent(NODE, nanos(SILENCE + 2))).isTrue();
        assertThat(ask(SILENCE + 2)).containsExactly(NODE);
        assertThat(ask(SILENCE + 3)).as("not twice").isEmpty();
        assertThat(judge(LISTED)).isEmpty();
        assertThat(roster.present()).contains(CHAT);

        assertThat(judge(LISTED + 1)).containsExactly(NODE);
        assertThat(roster.present()).containsExactly(SELF);
        ask(2 * KNOWN_FOR);
        assertThat(judge(3 * KNOWN_FOR)).isEmpty();
        assertThat(roster.find(NODE)).as("known as long as it is listed").contains(CHAT);
        assertThat(heard(4 * KNOWN_FOR, CHAT)).isTrue();
    }

    @Test
    void whoeverTheBusConnectsToIsAskedButNotTwiceBeforeItCanHaveAnswered() {
        assertThat(roster.askNow(NODE, nanos(10))).isTrue();
        assertThat(roster.askNow(NODE, nanos(9 + ANSWER))).isFalse();
        assertThat(roster.askNow(NODE, nanos(10 + ANSWER))).isTrue();
        assertThat(judge(LISTED)).as("it may be silent as ever").isEmpty();
        assertThat(roster.askNow(SELF.node(), nanos(10))).isFalse();
        assertThat(roster.askNow("nobody~a", nanos(10))).isFalse();

        assertThat(roster.refused(NODE, nanos(10 + ANSWER))).isTrue();
        assertThat(roster.present()).containsExactly(SELF);
    }

    @Test
    void whoIsDroppedHasTheBenefitOfTheDoubtAndIsAskedAtOnce() {
        list(10, SELF);

        assertThat(ask(10)).containsExactly(NODE);
        assertThat(roster.isDoubted(NODE, nanos(10))).isTrue();
        assertThat(judge(9 + ANSWER)).isEmpty();
        assertThat(roster.present()).containsExactlyInAnyOrder(SELF, CHAT);
        assertThat(roster.listed()).containsExactly(SELF);
        assertThat(roster.unlisted()).containsExactly(CHAT);
    }

    @Test
    void whoDoesNotAnswerIsNotThereButIsAskedAgainUntilItIsForgotten() {
        list(10, SELF);
        ask(10);

        assertThat(judge(10 + ANSWER)).containsExactly(NODE);
        assertThat(judge(11 + ANSWER)).as("was gone already").isEmpty();
        assertThat(roster.present()).containsExactly(SELF);
        assertThat(roster.find(NODE)).contains(CHAT);

        assertThat(ask(10 + Roster.ASK_WHO_IS_NOT.toMillis())).containsExactly(NODE);
        assertThat(judge(10 + KNOWN_FOR)).isEmpty();
        assertThat(roster.find(NODE)).isEmpty();
        assertThat(forgotten).containsExactly(NODE);
        assertThat(heard(11 + KNOWN_FOR, CHAT)).as("nobody knows it now").isFalse();
    }

    @Test
    void whoAnswersIsThereAndMayThenPauseForAWhile() {
        list(10, SELF);
        ask(10);
        judge(10 + ANSWER);

        long back = 20 + ANSWER;
        assertThat(heard(back, CHAT)).as("back by that").isTrue();
        assertThat(heard(back, CHAT)).isFalse();
        assertThat(roster.isDoubted(NODE, nanos(back))).isFalse();
        assertThat(ask(back + 1)).as("only a while after the first time").isEmpty();
        assertThat(ask(back + 2000)).containsExactly(NODE);

        assertThat(judge(back - 1 + PATIENCE)).isEmpty();
        assertThat(roster.present()).contains(CHAT);
        assertThat(judge(back + PATIENCE)).containsExactly(NODE);
        assertThat(roster.present()).containsExactly(SELF);
    }

    @Test
    void anAnswerCountsEvenWhereItsTimeIsOver() {
        list(10, SELF);
        ask(10);
        heard(10 + 2 * ANSWER, CHAT);

        assertThat(judge(10 + 2 * ANSWER)).isEmpty();
        assertThat(roster.present()).contains(CHAT);
    }

    @Test
    void whereThisProcessStoodStillNobodyElseIsToBlame() {
        list(10, SELF);
        ask(10);

        roster.excuse();

        assertThat(judge(KNOWN_FOR / 2)).isEmpty();
        assertThat(ask(KNOWN_FOR / 2)).contains(NODE);
        assertThat(judge(KNOWN_FOR / 2 + ANSWER)).containsExactly(NODE);
    }

    @Test
    void whoRefusesAndIsNotListedIsForgottenAtOnce() {
        list(10, SELF);
        ask(10);

        assertThat(roster.refused(NODE, nanos(10))).isTrue();
        assertThat(roster.refused(NODE, nanos(10))).isFalse();

        assertThat(roster.present()).containsExactly(SELF);
        assertThat(roster.find(NODE)).isEmpty();
        assertThat(forgotten).containsExactly(NODE);
    }

    @Test
    void whoRefusesAndIsListedIsNotThereUntilItIsHeardAndIsAskedUntilThen() {
        assertThat(roster.refused(NODE, nanos(10))).isTrue();
        assertThat(roster.refused(NODE, nanos(11))).isFalse();
        assertThat(roster.present()).containsExactly(SELF);
        list(12, SELF, CHAT);
        assertThat(roster.present()).as("listed still").containsExactly(SELF);
        assertThat(ask(13)).containsExactly(NODE);

        assertThat(heard(14, CHAT)).isTrue();

        assertThat(roster.present()).containsExactlyInAnyOrder(SELF, CHAT);
    }

    @Test
    void whoRefusedAndIsThenDroppedHasNoBenefitOfTheDoubt() {
        roster.refused(NODE, nanos(10));

        list(11, SELF);

        assertThat(roster.present()).containsExactly(SELF);
    }

    @Test
    void aRefusalThatIsOlderThanTheLastWordCountsForNothing() {
        heard(20, CHAT);

        assertThat(roster.refused(NODE, nanos(19))).isFalse();

        assertThat(roster.present()).contains(CHAT);
    }

    @Test
    void whoIsListedAgainIsThere() {
        list(10, SELF);
        ask(10);
        judge(10 + ANSWER);

        list(20 + ANSWER, SELF, CHAT);

        assertThat(roster.listed()).containsExactlyInAnyOrder(SELF, CHAT);
        assertThat(roster.unlisted()).isEmpty();
    }

    @Test
    void aLaterStartOfTheSameProcessEndsTheEarlierOne() {
        Peer later = peer("chat-1", "b", "chat");
        Peer another = peer("chat-1", "c", "presence");
        list(10, SELF);

        list(11, SELF, another);
        assertThat(roster.find(NODE))
                .as("another service on a host of that name")
                .contains(CHAT);

        list(12, SELF, later);
        assertThat(roster.find(NODE)).isEmpty();
        assertThat(forgotten).containsExactly(NODE);
    }

    @Test
    void aStartThatIsHeardIsNotEndedByAnEarlierOneThatIsListedStill() {
        Peer later = peer("chat-1", "b", "chat");
        roster.introduce(later, nanos(10));
        heard(11, later);

        list(12, SELF, CHAT);
        assertThat(roster.present()).containsExactlyInAnyOrder(SELF, CHAT, later);

        list(13, SELF);
        list(14, SELF, later);
        assertThat(roster.present()).containsExactlyInAnyOrder(SELF, later);
    }

    @Test
    void oneOfTwoOfOneNameThatIsDroppedStaysAsLongAsItAnswers() {
        Peer namesake = peer("chat-1", "b", "chat");
        list(10, SELF, CHAT, namesake);
        heard(11, CHAT);
        heard(11, namesake);

        list(12, SELF, CHAT);

        assertThat(roster.unlisted()).containsExactly(namesake);
    }

    @Test
    void whoIsListedCountsThereOrNot() {
        assertThat(roster.countListed()).isEqualTo(2);
        roster.refused(NODE, nanos(10));
        assertThat(roster.countListed()).isEqualTo(2);

        list(11, SELF);

        assertThat(roster.countListed()).isEqualTo(1);
    }

    @Test
    void whoIsListedElsewhereIsAskedAndIsThereWhenItIsHeardItself() {
        Peer other = peer("chat-2", "a", "chat");

        roster.introduce(other, nanos(10));
        roster.introduce(CHAT, nanos(10));
        assertThat(roster.present()).containsExactlyInAnyOrder(SELF, CHAT);
        assertThat(ask(10)).containsExactly(other.node());
        roster.introduce(other, nanos(11));
        assertThat(ask(11)).as("known already").isEmpty();

        assertThat(heard(12, other)).isTrue();
        assertThat(roster.unlisted()).containsExactly(other);
    }

    private void list(long millis, Peer... peers) {
        roster.list(List.of(peers), nanos(millis));
    }

    private boolean heard(long millis, Peer peer) {
        return roster.heard(peer.node(), nanos(millis));
    }

    private List<String> ask(long millis) {
        return roster.toAsk(nanos(millis));
    }

    private List<String> judge(long millis) {
        return roster.judge(nanos(millis));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void aProcessIsReadAsItWasWritten() {
        Peer peer = new Peer(
                new NodeId("chat-1", "a"), Map.of("parley.service", "chat"), new NodeInfo("127.0.0.1", 7, null));

        Peer read = Peer.of(peer.toJson());

        assertThat(read.id()).isEqualTo(peer.id());
        assertThat(read.attributes()).isEqualTo(peer.attributes());
        assertThat(read.bus().host()).isEqualTo("127.0.0.1");
        assertThat(read.bus().port()).isEqualTo(7);
    }

    @Test
    void aMemberSaysWhoItIs() {
        Map<String, String> said = Map.of(HazelcastConfig.NODE, "chat-1~a", HazelcastConfig.BUS, "fd00::7:15701");

        Peer peer = HazelcastConfig.peerOf(said).orElseThrow();

        assertThat(peer.id()).isEqualTo(CHAT.id());
        assertThat(peer.attributes()).isEqualTo(said);
        assertThat(peer.bus().host()).isEqualTo("fd00::7");
        assertThat(peer.bus().port()).isEqualTo(15701);
    }

    @ParameterizedTest
    @CsvSource({
        "'', h:1",
        "chat-1, h:1",
        "~a, h:1",
        "chat-1~, h:1",
        "chat-1~a, ''",
        "chat-1~a, h",
        "chat-1~a, h:x",
        "chat-1~a, h:99999999999"
    })
    void aMemberThatDoesNotIsLeftOut(String node, String bus) {
        assertThat(HazelcastConfig.peerOf(Map.of(HazelcastConfig.NODE, node, HazelcastConfig.BUS, bus)))
                .isEmpty();
        assertThat(HazelcastConfig.peerOf(Map.of())).isEmpty();
    }

    private static Peer peer(String name, String incarnation, String service) {
        return new Peer(
                new NodeId(name, incarnation),
                Map.of(HazelcastConfig.SERVICE, service),
                new NodeInfo("127.0.0.1", 1, null));
    }
}
