package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.stomp.WebSocketWire;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455, \"Sec-WebSocket-Protocol\": the version of STOMP is agreed in the handshake")
class SubProtocolsIT {
    @RegisterExtension
    final Clients clients = new Clients(Door.WEB_SOCKET);

    private final List<WebSocketWire> wires = new ArrayList<>();

    @AfterEach
    void cut() {
        wires.forEach(WebSocketWire::cut);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "v12.stomp > v12.stomp",
                "v11.stomp > v11.stomp",
                "v10.stomp > v10.stomp",
                "v10.stomp v11.stomp v12.stomp > v12.stomp",
                "v12.stomp v11.stomp v10.stomp > v12.stomp",
                "v10.stomp v11.stomp > v11.stomp",
                "soap v13.stomp v11.stomp > v11.stomp"
            })
    void theBestCommonOneIsChosen(String offered, String chosen) {
        offering(offered);

        assertThat(wires.get(0).subProtocol()).contains(chosen);
    }

    @Test
    void aClientThatOffersNoneIsAccepted() {
        Client client = offering("");

        client.write(frame("CONNECT", "accept-version:1.0,1.1,1.2"));

        assertThat(client.next("CONNECTED").header("version")).contains("1.2");
        assertThat(wires.get(0).subProtocol()).isEmpty();
    }

    @Test
    void aClientThatOffersOnlyUnknownOnesIsRefused() {
        assertThatThrownBy(() -> offering("soap v13.stomp"))
                .hasStackTraceContaining(WebSocketHandshakeException.class.getName());
    }

    @ParameterizedTest
    @CsvSource({"v12.stomp, 1.2", "v11.stomp, 1.1", "v10.stomp, 1.0"})
    void whatIsChosenIsSpoken(String offered, String version) {
        Client client = offering(offered);

        client.write(frame("CONNECT", "accept-version:1.0,1.1,1.2"));

        assertThat(client.next("CONNECTED").header("version")).contains(version);
    }

    @ParameterizedTest
    @CsvSource({"v12.stomp, '1.0,1.1', 1.2", "v11.stomp, 1.2, 1.1", "v10.stomp, '1.1,1.2', 1.0"})
    void aConnectThatDoesNotSpeakItIsRefused(String offered, String accepted, String possible) {
        Client client = offering(offered);

        client.write(frame("CONNECT", "accept-version:" + accepted));

        assertThat(client.refusedAs("bad-request").headers("version")).containsExactly(possible);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v12.stomp", "v11.stomp"})
    void aConnectThatNamesNoVersionSpeaksTheFirstWhichIsAnother(String offered) {
        Client client = offering(offered);

        client.write(frame("CONNECT"));

        client.refusedAs("bad-request");
    }

    private Client offering(String subProtocols) {
        List<String> offered = subProtocols.isEmpty() ? List.of() : List.of(subProtocols.split(" ", -1));
        return new Client(receiver -> {
            WebSocketWire wire = new WebSocketWire(Door.webSocket(clients.gateway(), "/ws"), offered, receiver);
            wires.add(wire);
            return wire;
        });
    }
}
