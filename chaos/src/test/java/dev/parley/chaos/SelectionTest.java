package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final int SOME_ROUNDS = 200;

    @Test
    void aNameThatNoFaultHasIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> selection(true, "--only", "typo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"typo\"")
                .hasMessageContaining("kill -9: chat")
                .hasMessageContaining("SIGSTOP 60 s: presence")
                .hasMessageContaining("PostgreSQL: disk full");
    }

    @Test
    void aNameOfAnotherPlanIsRefusedWithThoseOfThisOne() {
        assertThatThrownBy(() -> selection(true, "--brief", "--only", "disk full"))
                .hasMessageContaining("split in the middle")
                .hasMessageNotContaining("PostgreSQL: restart");
    }

    @Test
    void everyKindOfFaultOfALongPlanCanBeAskedFor() {
        Plan plan = new Plan(3);
        List<String> made = Stream.generate(plan::next)
                .limit(SOME_ROUNDS)
                .map(Fault::label)
                .distinct()
                .toList();

        assertThat(Plan.kinds())
                .extracting(Fault::label)
                .doesNotHaveDuplicates()
                .containsAll(made);
    }

    @Test
    void whatNeedsNamespacesIsNamedWhereThereAreNone() {
        Selection selection = selection(false, "--brief");

        assertThat(selection.impossible()).containsExactly("partition: gateway, chat", "split in the middle");
        assertThat(chosen(selection))
                .contains("kill -9: chat", "SIGSTOP 14 s: chat")
                .doesNotContainAnyElementsOf(selection.impossible());
    }

    @Test
    void nothingIsImpossibleWhereThereAreNamespaces() {
        Selection selection = selection(true, "--brief");

        assertThat(selection.impossible()).isEmpty();
        assertThat(chosen(selection))
                .isEqualTo(Plan.brief().stream().map(Fault::label).toList());
    }

    @Test
    void whereAllThatWasAskedForNeedsNamespacesNothingIsRunWithout() {
        assertThatThrownBy(() -> selection(false, "--only", "partition: auth"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partition: auth, chat");
    }

    @Test
    void onlyWhatWasAskedForIsChosen() {
        assertThat(chosen(selection(true, "--brief", "--only", "rolling update: gateway")))
                .containsExactly("rolling update: gateway", "rolling update: gateway");
    }

    private static Selection selection(boolean isolated, String... arguments) {
        return new Selection(ChaosOptions.parse(List.of(arguments)), isolated);
    }

    /** Of a plan that ends. */
    private static List<String> chosen(Selection selection) {
        Iterator<Fault> plan = selection.plan();
        return IntStream.iterate(0, i -> plan.hasNext(), i -> i + 1)
                .mapToObj(i -> plan.next())
                .filter(selection::wants)
                .map(Fault::label)
                .toList();
    }
}
