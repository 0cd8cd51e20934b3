package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberListsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MemberLists lists = new MemberLists(List.of("a", "b", "c"), START);

    MemberListsTest() {
        say(1, 3, 3, 3);
        lists.mark();
    }

    @Test
    void aListThatNobodyHasToldIsNotComplete() {
        MemberLists fresh = new MemberLists(List.of("a"), START);

        assertThat(fresh.incomplete(START)).containsExactly("a");
        assertThat(fresh.wholeSince()).isEmpty();
    }

    @Test
    void whereNoListChangesNothingWasNoticed() {
        say(2, 3, 3, 3);

        assertThat(lists.firstShorter()).isEmpty();
        assertThat(lists.shrunk(Map.of("a", 2))).isEmpty();
        assertThat(lists.incomplete(at(2))).isEmpty();
    }

    @Test
    void aDeadProcessIsOutWhenTheLastOfTheOthersHasItOut() {
        say(2, 2, 3, MemberLists.NO_ANSWER);
        assertThat(lists.shrunk(Map.of("a", 2, "b", 2))).isEmpty();

        say(5, 2, 2, MemberLists.NO_ANSWER);

        assertThat(lists.shrunk(Map.of("a", 2, "b", 2))).contains(at(5));
        assertThat(lists.firstShorter()).contains(at(2));
    }

    @Test
    void whoGivesNoAnswerHasNotNoticedAnything() {
        say(2, MemberLists.NO_ANSWER, 3, 3);

        assertThat(lists.firstShorter()).isEmpty();
        assertThat(lists.shrunk(Map.of("a", 2))).isEmpty();
        assertThat(lists.incomplete(at(2))).containsExactly("a");
    }

    @Test
    void allIsWholeSinceTheLastListWasComplete() {
        say(2, 1, 2, 2);
        say(4, 1, 3, 3);
        assertThat(lists.wholeSince()).isEmpty();

        say(9, 3, 3, 3);
        say(10, 3, 3, 3);

        assertThat(lists.wholeSince()).contains(at(9));
    }

    @Test
    void aListThatIsShortAgainIsNotWhole() {
        say(2, 2, 2, 2);
        say(3, 3, 3, 3);
        say(4, 2, 3, 3);

        assertThat(lists.wholeSince()).isEmpty();
        assertThat(lists.incomplete(at(4))).containsExactly("a");
    }

    @Test
    void anAnswerToAQuestionFromBeforeIsNotEnough() {
        lists.said("a", at(4), at(6), 3);
        lists.said("b", at(6), at(6), 3);
        lists.said("c", at(6), at(6), 3);

        assertThat(lists.incomplete(at(5))).containsExactly("a");
    }

    @Test
    void whatWasBeforeTheMarkIsForgotten() {
        say(2, 2, 2, 2);
        say(3, 3, 3, 3);

        lists.mark();

        assertThat(lists.firstShorter()).isEmpty();
        assertThat(lists.wholeSince()).contains(at(3));
    }

    private void say(int second, int a, int b, int c) {
        lists.said("a", at(second), at(second), a);
        lists.said("b", at(second), at(second), b);
        lists.said("c", at(second), at(second), c);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
