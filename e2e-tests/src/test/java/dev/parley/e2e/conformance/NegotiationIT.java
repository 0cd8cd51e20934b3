package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Received;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"Protocol Negotiation\"")
class NegotiationIT {
    @RegisterExtension
    final Clients clients;

    NegotiationIT(Door door) {
        this.clients = new Clients(door);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "1.2 > 1.2",
                "1.1 > 1.1",
                "1.0 > 1.0",
                "1.0,1.1,1.2 > 1.2",
                "1.0,1.1,2.0 > 1.1",
                "1.2,1.1,1.0 > 1.2",
                "1.2,1.2 > 1.2",
                "0.9,1.0,3.7,x > 1.0",
                "1.1, 1.2 > 1.2",
                "1.0 ,1.1 > 1.1"
            })
    void theHighestCommonVersionIsSpoken(String accepted, String spoken) {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:" + accepted, "host:parley"));

        assertThat(client.next("CONNECTED").headers("version")).containsExactly(spoken);
    }

    @Test
    void aClientThatNamesNoVersionSpeaksTheFirst() {
        Client client = clients.open();

        client.write(frame("CONNECT"));

        Received connected = client.next("CONNECTED");
        assertThat(connected.headers("version")).isSubsetOf("1.0");
        assertThat(connected.header("session").orElseThrow()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "0.9,1.3", "1", "1.20", "1.2.0", "v12.stomp", "", ",", "1.1;1.2", "１.２"})
    void withoutACommonVersionTheErrorNamesOursAndIsTheEnd(String accepted) {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:" + accepted, "host:parley"));

        Received error = client.refusedAs("bad-request");
        assertThat(error.header("version").orElse("").split(",", -1)).containsExactlyInAnyOrder("1.0", "1.1", "1.2");
    }
}
