package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.gateway.bridge.BridgeOptions;
import dev.parley.gateway.broker.BrokerOptions;
import dev.parley.gateway.broker.BrokerRules;
import dev.parley.gateway.broker.PlacePattern;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.gateway.feed.MarkerOptions;
import dev.parley.gateway.identity.ClaimMapping;
import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.identity.KeyOptions;
import dev.parley.gateway.identity.RevocationOptions;
import dev.parley.gateway.identity.SignatureAlgorithm;
import dev.parley.gateway.identity.TrustedIssuer;
import dev.parley.gateway.limits.CallRates;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Rate;
import dev.parley.gateway.limits.TrustedProxies;
import dev.parley.gateway.peer.PeerOptions;
import dev.parley.gateway.relay.RelayOptions;
import dev.parley.gateway.rest.IntrospectionOptions;
import dev.parley.gateway.rest.RestOptions;
import dev.parley.gateway.session.DrainOptions;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.TransactionLimits;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.transport.HttpDeadlines;
import dev.parley.gateway.transport.HttpDoors;
import dev.parley.gateway.transport.SockJsOptions;
import dev.parley.gateway.transport.StompTcpDoor;
import dev.parley.gateway.transport.WebSocketLimits;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import dev.parley.platform.tls.CertificateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayConfigTest {
    /** Every key of a gateway, each with a value of its own. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("PARLEY_HTTP_HOST", "127.0.0.2"),
            Map.entry("PARLEY_HTTP_PORT", "1001"),
            Map.entry("PARLEY_WS_PATHS", "/a,/b"),
            Map.entry("PARLEY_WS_PING_SECONDS", "31"),
            Map.entry("PARLEY_WS_PING_RATE", "32"),
            Map.entry("PARLEY_SOCKJS_PATHS", "/c"),
            Map.entry("PARLEY_ALLOWED_ORIGINS", "https://x.example"),
            Map.entry("PARLEY_TRUSTED_PROXIES", "10.0.0.0/8"),
            Map.entry("PARLEY_STOMP_TCP_HOST", "127.0.0.3"),
            Map.entry("PARLEY_STOMP_TCP_PORT", "1002"),
            Map.entry("PARLEY_HTTP_CERTIFICATE", "hc.pem"),
            Map.entry("PARLEY_HTTP_KEY", "hk.pem"),
            Map.entry("PARLEY_TLS_RELOAD_SECONDS", "1061"),
            Map.entry("PARLEY_HSTS_SECONDS", "1062"),
            Map.entry("PARLEY_STOMP_TCP_CERTIFICATE", "c.pem"),
            Map.entry("PARLEY_STOMP_TCP_KEY", "k.pem"),
            Map.entry("PARLEY_STOMP_APP_PREFIX", "/app"),
            Map.entry("PARLEY_STOMP_BROKER_PREFIX", "/topic"),
            Map.entry("PARLEY_EVENTBUS_PATH", "/bus"),
            Map.entry("PARLEY_MAX_BODY_BYTES", "1003"),
            Map.entry("PARLEY_MAX_HEADERS", "1004"),
            Map.entry("PARLEY_MAX_HEADER_BYTES", "1005"),
            Map.entry("PARLEY_MAX_SUBSCRIPTIONS", "1006"),
            Map.entry("PARLEY_MAX_UNACKNOWLEDGED", "1017"),
            Map.entry("PARLEY_RELAY_URL", "stomps://broker.example:1018"),
            Map.entry("PARLEY_RELAY_VIRTUAL_HOST", "v"),
            Map.entry("PARLEY_RELAY_LOGIN", "l"),
            Map.entry("PARLEY_RELAY_PASSCODE", "p"),
            Map.entry("PARLEY_RELAY_HEARTBEAT_MILLIS", "1019"),
            Map.entry("PARLEY_RELAY_MAX_BODY_BYTES", "1024"),
            Map.entry("PARLEY_RELAY_TIMEOUT_MILLIS", "1021"),
            Map.entry("PARLEY_RELAY_RETRY_MILLIS", "1022"),
            Map.entry("PARLEY_MAX_TRANSACTIONS", "17"),
            Map.entry("PARLEY_MAX_TRANSACTION_FRAMES", "19"),
            Map.entry("PARLEY_MAX_TRANSACTION_BYTES", "1025"),
            Map.entry("PARLEY_MAX_PENDING_FRAMES", "1007"),
            Map.entry("PARLEY_MAX_PENDING_BYTES", "1026"),
            Map.entry("PARLEY_MAX_MESSAGE_LENGTH", "1008"),
            Map.entry("PARLEY_CONNECT_SECONDS", "1009"),
            Map.entry("PARLEY_HEARTBEAT_MILLIS", "1010"),
            Map.entry("PARLEY_OUTBOX_BYTES", "1024"),
            Map.entry("PARLEY_BACKLOG_BYTES", "2000000"),
            Map.entry("PARLEY_FEED_READS", "102"),
            Map.entry("PARLEY_SLOW_CONSUMER_SECONDS", "1012"),
            Map.entry("PARLEY_FEED_EVENTS", "1013"),
            Map.entry("PARLEY_FEED_ROOMS", "1014"),
            Map.entry("PARLEY_FEED_PAGE", "101"),
            Map.entry("PARLEY_INTEREST_MILLIS", "1016"),
            Map.entry("PARLEY_MARKER_MILLIS", "1051"),
            Map.entry("PARLEY_MARKERS_WAITING", "1052"),
            Map.entry("PARLEY_SENDS_PER_SECOND", "31"),
            Map.entry("PARLEY_SENDS_BURST", "32"),
            Map.entry("PARLEY_USER_SENDS_PER_SECOND", "33"),
            Map.entry("PARLEY_USER_SENDS_BURST", "34"),
            Map.entry("PARLEY_ADDRESS_SENDS_PER_SECOND", "35"),
            Map.entry("PARLEY_ADDRESS_SENDS_BURST", "36"),
            Map.entry("PARLEY_FRAMES_PER_SECOND", "37"),
            Map.entry("PARLEY_FRAMES_BURST", "38"),
            Map.entry("PARLEY_USER_CALLS_PER_SECOND", "61"),
            Map.entry("PARLEY_USER_CALLS_BURST", "62"),
            Map.entry("PARLEY_ADDRESS_CALLS_PER_SECOND", "63"),
            Map.entry("PARLEY_ADDRESS_CALLS_BURST", "64"),
            Map.entry("PARLEY_REGISTRATIONS_PER_HOUR", "65"),
            Map.entry("PARLEY_REGISTRATIONS_BURST", "66"),
            Map.entry("PARLEY_GUESTS_PER_HOUR", "67"),
            Map.entry("PARLEY_GUESTS_BURST", "68"),
            Map.entry("PARLEY_LIMIT_KEYS", "39"),
            Map.entry("PARLEY_MAX_CONNECTIONS", "40"),
            Map.entry("PARLEY_MAX_CONNECTIONS_PER_ADDRESS", "41"),
            Map.entry("PARLEY_MAX_HANDSHAKES", "42"),
            Map.entry("PARLEY_CONNECTS_PER_SECOND", "46"),
            Map.entry("PARLEY_CONNECTS_BURST", "47"),
            Map.entry("PARLEY_CONNECTS_RETRY_SECONDS", "48"),
            Map.entry("PARLEY_HTTP_HEADER_SECONDS", "43"),
            Map.entry("PARLEY_HTTP_BODY_SECONDS", "44"),
            Map.entry("PARLEY_HTTP_IDLE_SECONDS", "45"),
            Map.entry("PARLEY_PRESENCE_LEASE_MILLIS", "900"),
            Map.entry("PARLEY_SHUTDOWN_SECONDS", "18"),
            Map.entry("PARLEY_DRAIN_WAIT_SECONDS", "53"),
            Map.entry("PARLEY_DRAIN_PER_SECOND", "54"),
            Map.entry("PARLEY_DRAIN_SECONDS", "55"),
            Map.entry("PARLEY_DRAIN_NOTICE_MILLIS", "56"),
            Map.entry("PARLEY_BROKER_RULES", "all /topic/x none"),
            Map.entry("PARLEY_QUEUE_MESSAGES", "1018"),
            Map.entry("PARLEY_QUEUE_BYTES", "1025"),
            Map.entry("PARLEY_QUEUE_DELIVERIES", "119"),
            Map.entry("PARLEY_QUEUE_SECONDS", "1020"),
            Map.entry("PARLEY_QUEUE_UNSETTLED", "120"),
            Map.entry("PARLEY_SOCKJS_BIND", "none"),
            Map.entry("PARLEY_EVENT_LOOPS", "3"),
            Map.entry("PARLEY_FEED_FRAME_BYTES", "65537"),
            Map.entry("PARLEY_SOCKJS_FRAMES", "1019"),
            Map.entry("PARLEY_PEER_REQUESTS", "1020"),
            Map.entry("PARLEY_PEER_MILLIS", "1021"),
            Map.entry("PARLEY_AUTH_GUESTS", "true"),
            Map.entry("PARLEY_AUTH_ISSUER", "me"),
            Map.entry("PARLEY_AUTH_AUDIENCE", "you"),
            Map.entry(
                    "PARLEY_AUTH_ISSUERS",
                    "[{\"issuer\":\"https://id.example\",\"audience\":\"chat\",\"jwks\":\"https://id.example/keys\"}]"),
            Map.entry("PARLEY_AUTH_KEYS_SECONDS", "1061"),
            Map.entry("PARLEY_AUTH_KEYS_KEEP_SECONDS", "1062"),
            Map.entry("PARLEY_AUTH_KEYS_MILLIS", "1063"),
            Map.entry("PARLEY_AUTH_INTROSPECTION_CLIENTS", "shop:" + "ab".repeat(32)),
            Map.entry("PARLEY_AUTH_INTROSPECTIONS_PER_SECOND", "1064"),
            Map.entry("PARLEY_REVOCATIONS_MILLIS", "51"),
            Map.entry("PARLEY_REVOCATIONS", "52"));

    /** Those that only go together, and what means nothing without them. */
    private static final Set<String> TLS = Set.of(
            "PARLEY_STOMP_TCP_CERTIFICATE",
            "PARLEY_STOMP_TCP_KEY",
            "PARLEY_HTTP_CERTIFICATE",
            "PARLEY_HTTP_KEY",
            "PARLEY_TLS_RELOAD_SECONDS");

    @Test
    void theDefaultsAreThoseOfKeysTxt() throws IOException {
        Settings settings = Settings.load(Map.of());

        GatewayConfig.of(settings);

        Map<String, String> listed = listedDefaults();
        assertThat(settings.effective())
                .allSatisfy((key, value) -> assertThat(value).as(key).isEqualTo(listed.get(key)));
    }

    @Test
    void everyKeyReachesItsField() {
        GatewayConfig config = GatewayConfig.of(Settings.load(OTHERS));

        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        new HttpDoors.Options(
                                "127.0.0.2",
                                1001,
                                List.of("/a", "/b"),
                                List.of("/c"),
                                List.of("https://x.example"),
                                TrustedProxies.of(Settings.load(Map.of("PARLEY_TRUSTED_PROXIES", "10.0.0.0/8"))),
                                new WebSocketLimits(2 * 1003 + 65_536, Duration.ofSeconds(31), 32),
                                7 * 1024 + 1005,
                                Optional.of(new CertificateFiles(
                                        "PARLEY_HTTP_CERTIFICATE",
                                        Path.of("hc.pem"),
                                        Path.of("hk.pem"),
                                        Duration.ofSeconds(1061))),
                                Duration.ofSeconds(1062)),
                        new StompTcpDoor.Options(
                                "127.0.0.3",
                                1002,
                                Optional.of(new CertificateFiles(
                                        "PARLEY_STOMP_TCP_CERTIFICATE",
                                        Path.of("c.pem"),
                                        Path.of("k.pem"),
                                        Duration.ofSeconds(1061)))),
                        new SessionOptions(
                                new DecoderLimits(1004, 1005, 1003),
                                1006,
                                1017,
                                new TransactionLimits(17, 19, 1025),
                                1007,
                                1026,
                                Duration.ofSeconds(1009),
                                new HeartBeat(1010, 1010),
                                1024,
                                Duration.ofSeconds(1012)),
                        new FeedOptions(1013, 1014, 101, 102, 65_537, Duration.ofMillis(1016)),
                        new MarkerOptions(Duration.ofMillis(1051), 1052),
                        new IdentityOptions(
                                true,
                                "me",
                                "you",
                                List.of(new TrustedIssuer(
                                        "https://id.example",
                                        "chat",
                                        URI.create("https://id.example/keys"),
                                        Set.of(SignatureAlgorithm.values()),
                                        ClaimMapping.DEFAULTS)),
                                new KeyOptions(
                                        Duration.ofSeconds(1061), Duration.ofSeconds(1062), Duration.ofMillis(1063))),
                        new RevocationOptions(Duration.ofMillis(51), 52),
                        new BridgeOptions("/bus", 1003, 1024, 1007, 1026, 1006, Duration.ofSeconds(1012)),
                        new SockJsOptions(false, 1019, 1003),
                        new PeerOptions(1020, Duration.ofMillis(1021)),
                        new BrokerOptions(
                                new BrokerRules(List.of(new BrokerRules.Rule(
                                        Set.of(BrokerRules.Verb.values()),
                                        PlacePattern.of("/topic/x").orElseThrow(),
                                        Set.of("none")))),
                                1018,
                                1025,
                                119,
                                120,
                                Duration.ofSeconds(1020)),
                        new RestOptions(
                                1003,
                                1008,
                                Set.of("https://x.example"),
                                new IntrospectionOptions(Map.of("shop", "ab".repeat(32)), 1064)),
                        Optional.of(new RelayOptions(
                                "broker.example",
                                1018,
                                true,
                                "v",
                                Optional.of("l"),
                                Optional.of("p"),
                                new HeartBeat(1019, 1019),
                                new DecoderLimits(200, 65_536, 1024),
                                Duration.ofMillis(1021),
                                Duration.ofMillis(1022))),
                        new LimitOptions(
                                new Rate(31, 32),
                                new Rate(33, 34),
                                new Rate(35, 36),
                                new Rate(37, 38),
                                new CallRates(
                                        new Rate(61, 62),
                                        new Rate(63, 64),
                                        new Rate(65, Duration.ofHours(1), 66),
                                        new Rate(67, Duration.ofHours(1), 68)),
                                39,
                                40,
                                41,
                                42,
                                new Rate(46, 47),
                                Duration.ofSeconds(48)),
                        new HttpDeadlines.Options(
                                Duration.ofSeconds(43), Duration.ofSeconds(44), Duration.ofSeconds(45)),
                        2_000_000,
                        3,
                        "/app",
                        "/topic",
                        Duration.ofMillis(300),
                        new DrainOptions(
                                Duration.ofSeconds(53),
                                54,
                                Duration.ofSeconds(55),
                                Duration.ofMillis(56),
                                Duration.ofSeconds(18))));
    }

    @Test
    void aGatewayAsksForNoOtherKey() {
        Settings settings = Settings.load(OTHERS);

        GatewayConfig.of(settings);

        assertThat(settings.effective()).containsOnlyKeys(OTHERS.keySet());
    }

    static List<String> keysThatStandAlone() {
        return OTHERS.keySet().stream().filter(key -> !TLS.contains(key)).toList();
    }

    @ParameterizedTest
    @MethodSource("keysThatStandAlone")
    void oneKeyAloneMakesADifference(String key) {
        Map<String, String> settings = new HashMap<>();
        if (key.startsWith("PARLEY_RELAY_")) { // these mean nothing without a broker
            settings.put("PARLEY_RELAY_URL", "stomp://elsewhere");
        }
        GatewayConfig before = GatewayConfig.of(Settings.load(settings));
        settings.put(key, Objects.requireNonNull(OTHERS.get(key)));

        assertThat(GatewayConfig.of(Settings.load(settings))).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "PARLEY_HTTP_PORT, 65536",
        "PARLEY_STOMP_TCP_PORT, -1",
        "PARLEY_MAX_BODY_BYTES, 15",
        "PARLEY_MAX_HEADERS, 3",
        "PARLEY_MAX_SUBSCRIPTIONS, 0",
        "PARLEY_MAX_TRANSACTION_FRAMES, 1001",
        "PARLEY_OUTBOX_BYTES, 1023",
        "PARLEY_BACKLOG_BYTES, 1048575",
        "PARLEY_FEED_READS, 0",
        "PARLEY_CONNECT_SECONDS, 0",
        "PARLEY_SLOW_CONSUMER_SECONDS, soon",
        "PARLEY_FEED_EVENTS, 0",
        "PARLEY_SENDS_PER_SECOND, -1",
        "PARLEY_SENDS_BURST, 0",
        "PARLEY_MAX_HANDSHAKES, 0",
        "PARLEY_HTTP_HEADER_SECONDS, 0",
        "PARLEY_INTEREST_MILLIS, 99",
        "PARLEY_MARKER_MILLIS, 99",
        "PARLEY_MARKERS_WAITING, 999",
        "PARLEY_PRESENCE_LEASE_MILLIS, 299",
        "PARLEY_SOCKJS_BIND, cookie",
        "PARLEY_TRUSTED_PROXIES, proxy.example",
        "PARLEY_SOCKJS_FRAMES, 0",
        "PARLEY_PEER_MILLIS, 9",
        "PARLEY_QUEUE_BYTES, 1023",
        "PARLEY_BROKER_RULES, everybody",
        "PARLEY_AUTH_GUESTS, maybe",
        "PARLEY_RELAY_URL, rabbit.example:61613",
        "PARLEY_RELAY_URL, http://rabbit.example",
        "PARLEY_RELAY_URL, stomp://"
    })
    void aValueOutOfBoundsIsRefusedByName(String key, String value) {
        Settings settings = Settings.load(Map.of(key, value));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> GatewayConfig.of(settings))
                .withMessageContaining(key);
    }

    @Test
    void theTokensOfFurtherIssuersFitUnlessTheSettingsSayOtherwise() {
        String issuers = Objects.requireNonNull(OTHERS.get("PARLEY_AUTH_ISSUERS"));

        GatewayConfig usual = GatewayConfig.of(Settings.load(Map.of()));
        GatewayConfig trusting = GatewayConfig.of(Settings.load(Map.of("PARLEY_AUTH_ISSUERS", issuers)));
        GatewayConfig set = GatewayConfig.of(
                Settings.load(Map.of("PARLEY_AUTH_ISSUERS", issuers, "PARLEY_MAX_HEADER_BYTES", "2000")));

        assertThat(List.of(usual, trusting, set))
                .extracting(config -> config.session().limits().maxHeaderLineBytes())
                .containsExactly(1024, 9216, 2000);
        assertThat(List.of(usual, trusting, set))
                .extracting(config -> config.http().maxHeadBytes())
                .containsExactly(8192, 16_384, 9168);
    }

    @Test
    void aCertificateWithoutItsKeyStopsTheStart() {
        Settings settings = Settings.load(Map.of("PARLEY_STOMP_TCP_CERTIFICATE", "c.pem"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> GatewayConfig.of(settings))
                .withMessageContaining("PARLEY_STOMP_TCP_KEY");
    }

    @Test
    void aLeaseIsRenewedThriceInItsLife() {
        GatewayConfig config = GatewayConfig.of(Settings.load(Map.of()));

        assertThat(config.presenceRenewal().multipliedBy(3)).isLessThanOrEqualTo(Duration.ofSeconds(8));
    }

    /** Key and default, as keys.txt has them. */
    private static Map<String, String> listedDefaults() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Settings.class.getResourceAsStream("keys.txt")), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("PARLEY_"))
                    .map(line -> line.split("\\s+", 3))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> a, HashMap::new));
        }
    }
}
