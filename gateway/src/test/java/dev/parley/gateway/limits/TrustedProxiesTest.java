package dev.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final String PROXY = "10.1.2.3";

    private final TrustedProxies proxies = trusting("10.0.0.0/8, 192.168.7.1, fd00::/8");

    private static TrustedProxies trusting(String networks) {
        return TrustedProxies.of(Settings.load(Map.of("PARLEY_TRUSTED_PROXIES", networks)));
    }

    private static String client(TrustedProxies proxies, String peer, String... lines) {
        return proxies.clientOf(SocketAddress.inetSocketAddress(80, peer), List.of(lines))
                .text();
    }

    @Test
    void nobodyIsBelievedUnlessConfigured() {
        TrustedProxies nobody = TrustedProxies.of(Settings.load(Map.of()));

        assertThat(nobody).isEqualTo(TrustedProxies.NONE);
        assertThat(client(nobody, PROXY, "203.0.113.9")).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "11.0.0.1", "192.168.7.2", "2001:db8::1", "fc00::1"})
    void whoIsNoProxyIsWhereItComesFromWhateverItSays(String peer) {
        assertThat(client(proxies, peer, "198.51.100.1")).isEqualTo(peer);
        assertThat(client(proxies, peer, PROXY)).isEqualTo(peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {PROXY, "10.255.255.255", "192.168.7.1", "::ffff:10.0.0.1", "fd12:3456::1"})
    void aProxyIsBelieved(String peer) {
        assertThat(client(proxies, peer, "203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what the client wrote itself, and what the proxy added
                "198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "10.0.0.1, 203.0.113.9 | 203.0.113.9",
                "garbage, 203.0.113.9 | 203.0.113.9",
                // proxies in a row
                "198.51.100.1, 203.0.113.9, 10.0.0.2, fd00::2 | 203.0.113.9",
                "203.0.113.9,10.0.0.2,192.168.7.1 | 203.0.113.9",
                // who is inside all the networks
                "10.0.0.3, 10.0.0.2 | 10.0.0.3",
                // what is no address ends it at the last that is one
                "203.0.113.9, garbage | 10.1.2.3",
                "203.0.113.9, garbage, 10.0.0.2 | 10.0.0.2",
                "203.0.113.9, , 10.0.0.2 | 10.0.0.2",
                "203.0.113.9, unknown | 10.1.2.3",
                "203.0.113.9, 10.0.0 | 10.1.2.3",
                "203.0.113.9, 10.0.0.256 | 10.1.2.3",
                "203.0.113.9, localhost | 10.1.2.3",
                "203.0.113.9, 167772161 | 10.1.2.3",
                "203.0.113.9 10.0.0.2 | 10.1.2.3",
                "203.0.113.9; 10.0.0.2 | 10.1.2.3",
                "'' | 10.1.2.3",
                "',,,' | 10.1.2.3",
                // the ways in which proxies write
                "203.0.113.9:4711 | 203.0.113.9",
                "[2001:db8::9]:4711 | 2001:db8::9",
                "[2001:DB8:0::9] | 2001:db8::9",
                "2001:db8:0:0:0:0:0:9 | 2001:db8::9",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "203.0.113.9,[fd00::2]:80 | 203.0.113.9",
                "[203.0.113.9 | 10.1.2.3",
                "203.0.113.9]:80 | 10.1.2.3",
                "203.0.113.9:port | 10.1.2.3",
                "[]:80 | 10.1.2.3"
            })
    void theClientIsTheLastAddressThatIsNoProxy(String named, String client) {
        assertThat(client(proxies, PROXY, named)).isEqualTo(client);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(client(proxies, PROXY, "198.51.100.1", "203.0.113.9, 10.0.0.4", "10.0.0.2"))
                .isEqualTo("203.0.113.9");
        assertThat(client(proxies, PROXY, "203.0.113.9", "garbage")).isEqualTo(PROXY);
    }

    @Test
    void aProxyThatNamesNobodyIsTheClient() {
        assertThat(client(proxies, PROXY)).isEqualTo(PROXY);
        assertThat(proxies.clientOf(null, List.of("203.0.113.9"))).isEqualTo(ClientAddress.UNKNOWN);
    }

    @Test
    void aChainOfAnyLengthIsFollowed() {
        assertThat(client(proxies, PROXY, "203.0.113.9" + ", 10.0.0.2".repeat(1000)))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void anAddressIsOneHoweverItIsWritten() {
        assertThat(ClientAddress.written("::ffff:192.0.2.7")).isEqualTo(ClientAddress.written("192.0.2.7"));
        assertThat(ClientAddress.written("2001:DB8:0:0::9")).isEqualTo(ClientAddress.written("2001:db8::9"));
        assertThat(ClientAddress.written("nonsense").text()).isEqualTo("nonsense");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "fd00::/129", "10.0.0.0/", "10.0.0.0/-1", "10/8", "proxy.example/8", "a"})
    void whatIsNoNetworkStopsTheStart(String networks) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> trusting(networks))
                .withMessageContaining("PARLEY_TRUSTED_PROXIES");
    }
}
