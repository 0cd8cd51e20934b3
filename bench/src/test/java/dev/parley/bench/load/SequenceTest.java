package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Sequence.Faults;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private final Sequence sequence = new Sequence();

    @Test
    void whatComesInOrderIsRightWhereverItBegins() {
        got(7, 8, 9);

        assertThat(sequence.last()).isEqualTo(9);
        assertThat(sequence.faults(9)).isEqualTo(Faults.NONE);
    }

    @Test
    void whatIsSkippedIsLost() {
        got(1, 2, 5);

        assertThat(sequence.faults(5)).isEqualTo(new Faults(2, 0, 0));
    }

    @Test
    void whatComesBehindALaterOneIsOutOfOrderAndNotLost() {
        got(1, 3, 2, 4);

        assertThat(sequence.faults(4)).isEqualTo(new Faults(0, 0, 1));
    }

    @Test
    void whatComesAgainIsADuplicate() {
        got(1, 2, 2, 1);

        assertThat(sequence.faults(2)).isEqualTo(new Faults(0, 2, 0));
    }

    @Test
    void aHoleIsFilledOnce() {
        got(1, 3, 2, 2);

        assertThat(sequence.faults(3)).isEqualTo(new Faults(0, 1, 1));
    }

    @Test
    void whatTheRestHasAtTheEndIsLost() {
        got(1, 2);

        assertThat(sequence.faults(5)).isEqualTo(new Faults(3, 0, 0));
    }

    private void got(long... sequences) {
        LongStream.of(sequences).forEach(sequence::on);
    }
}
