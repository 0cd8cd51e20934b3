package dev.parley.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "Protocol Negotiation". */
class StompVersionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2|V1_2",
                "1.0,1.1,1.2|V1_2",
                "1.2,1.1,1.0|V1_2",
                "1.0,1.1,2.0|V1_1",
                "'1.0, 1.2'|V1_2",
                "' 1.1 '|V1_1",
                "1.0|V1_0",
                "1.2,,|V1_2"
            })
    void theHighestCommonVersionIsChosen(String offered, StompVersion chosen) {
        assertThat(StompVersion.negotiate(offered)).contains(chosen);
    }

    @Test
    void aClientThatDoesNotSaySpeaks10() {
        assertThat(StompVersion.negotiate(null)).contains(StompVersion.V1_0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "2.0", "1.20", "1.2.0", "v1.2", "1"})
    void withoutACommonVersionThereIsNone(String offered) {
        assertThat(StompVersion.negotiate(offered)).isEmpty();
    }

    @Test
    void anErrorCanNameAllVersions() {
        assertThat(StompVersion.supportedText()).isEqualTo("1.0,1.1,1.2");
    }

    @Test
    void aSubProtocolStandsForItsVersion() {
        assertThat(StompVersion.ofSubProtocol("v11.stomp")).contains(StompVersion.V1_1);
        assertThat(StompVersion.ofSubProtocol("v13.stomp")).isEmpty();
        assertThat(StompVersion.ofSubProtocol(null)).isEmpty();
    }

    @Test
    void subProtocolsAreOfferedBestFirst() {
        assertThat(StompVersion.subProtocols()).containsExactly("v12.stomp", "v11.stomp", "v10.stomp");
    }
}
