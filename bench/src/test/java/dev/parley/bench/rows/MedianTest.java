package dev.parley.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void itIsTheOneInTheMiddle() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0), each -> each)).isEqualTo(2);
    }

    @Test
    void ofTwoInTheMiddleItIsTheMean() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0, 4.0), each -> each)).isEqualTo(3);
    }

    @Test
    void ofNothingItIsNothing() {
        assertThat(Median.of(List.<Double>of(), each -> each)).isNaN();
    }
}
