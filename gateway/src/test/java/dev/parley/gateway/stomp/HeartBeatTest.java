package dev.parley.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "Heart-beating". */
class HeartBeatTest {

    @Test
    void theHeaderIsWhatOneCanSendAndWhatOneWants() {
        assertThat(HeartBeat.parse("4000,10000")).isEqualTo(new HeartBeat(4000, 10_000));
    }

    @Test
    void spacesAroundTheNumbersDoNotCount() {
        assertThat(HeartBeat.parse(" 1 , 2 ")).isEqualTo(new HeartBeat(1, 2));
    }

    @Test
    void aMissingHeaderIsNone() {
        assertThat(HeartBeat.parse(null)).isEqualTo(HeartBeat.parse("0,0")).isEqualTo(HeartBeat.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "1",
                "1,",
                ",1",
                "1,2,3",
                "-1,0",
                "1.5,0",
                "+1,0",
                "0x1,0",
                "2147483648,0",
                "99999999999999999999,0",
                "٣,0"
            })
    void anythingElseIsABadRequest(String header) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> HeartBeat.parse(header))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        // ours, theirs, we send, we expect
        "10000,10000, 4000,5000, 10000,10000",
        "10000,10000, 20000,30000, 30000,20000",
        "10000,10000, 0,0, 0,0",
        "0,0, 1,1, 0,0",
        "10000,10000, 5,0, 0,10000",
        "10000,10000, 0,5, 10000,0",
        "1000,0, 1,7000, 7000,0"
    })
    void bothAgreeOnTheSlowerSideOrOnNone(long a, long b, long c, long d, long weSend, long weExpect) {
        assertThat(HeartBeat.agree(new HeartBeat(a, b), new HeartBeat(c, d)))
                .isEqualTo(new HeartBeat(weSend, weExpect));
    }

    @Test
    void itsTextIsTheHeaderAgain() {
        assertThat(new HeartBeat(10_000, 20_000).text()).isEqualTo("10000,20000");
    }
}
