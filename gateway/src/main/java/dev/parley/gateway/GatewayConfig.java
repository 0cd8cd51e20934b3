package dev.parley.gateway;

import dev.parley.gateway.bridge.BridgeOptions;
import dev.parley.gateway.broker.BrokerOptions;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.gateway.feed.MarkerOptions;
import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.identity.RevocationOptions;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.peer.PeerOptions;
import dev.parley.gateway.relay.RelayOptions;
import dev.parley.gateway.rest.RestOptions;
import dev.parley.gateway.session.DrainOptions;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.transport.HttpDeadlines;
import dev.parley.gateway.transport.HttpDoors;
import dev.parley.gateway.transport.SockJsOptions;
import dev.parley.gateway.transport.StompTcpDoor;
import dev.parley.platform.config.Settings;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything a gateway is told. The keys, their defaults and meanings are in docs/configuration.md.
 *
 * @param backlogBytes what may wait for all connections together
 * @param loops event loops that have connections
 */
public record GatewayConfig(
        HttpDoors.Options http,
        StompTcpDoor.Options tcp,
        SessionOptions session,
        FeedOptions feed,
        MarkerOptions markers,
        IdentityOptions identity,
        RevocationOptions revocations,
        BridgeOptions bridge,
        SockJsOptions sockJs,
        PeerOptions peers,
        BrokerOptions broker,
        RestOptions rest,
        Optional<RelayOptions> relay,
        LimitOptions limits,
        HttpDeadlines.Options deadlines,
        long backlogBytes,
        int loops,
        String appPrefix,
        String brokerPrefix,
        Duration presenceRenewal,
        DrainOptions drain) {
    private static final String BACKLOG_KEY = "PARLEY_BACKLOG_BYTES";
    private static final String A_QUARTER = "quarter";
    private static final int MIN_BACKLOG = 1 << 20;

    /** Reads every setting of a gateway. */
    public static GatewayConfig of(Settings settings) {
        return new GatewayConfig(
                HttpDoors.Options.of(settings),
                StompTcpDoor.Options.of(settings),
                SessionOptions.of(settings),
                FeedOptions.of(settings),
                MarkerOptions.of(settings),
                IdentityOptions.of(settings),
                RevocationOptions.of(settings),
                BridgeOptions.of(settings),
                SockJsOptions.of(settings),
                PeerOptions.of(settings),
                BrokerOptions.of(settings),
                RestOptions.of(settings),
                RelayOptions.of(settings),
                LimitOptions.of(settings),
                HttpDeadlines.Options.of(settings),
                backlogBytes(settings),
                loops(settings),
                settings.text("PARLEY_STOMP_APP_PREFIX", "/publish"),
                settings.text("PARLEY_STOMP_BROKER_PREFIX", "/subscribe"),
                Duration.ofMillis(settings.number("PARLEY_PRESENCE_LEASE_MILLIS", 8000, 300, 600_000) / 3),
                DrainOptions.of(settings));
    }

    /** A loop that has a core to itself delivers more than two that share two with all else that a process does. */
    private static int loops(Settings settings) {
        int wanted = settings.number("PARLEY_EVENT_LOOPS", 0, 0, 1024);
        return wanted == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : wanted;
    }

    private static long backlogBytes(Settings settings) {
        return settings.text(BACKLOG_KEY, A_QUARTER).equals(A_QUARTER)
                ? aQuarterOfMemory()
                : settings.number(BACKLOG_KEY, MIN_BACKLOG, MIN_BACKLOG, Integer.MAX_VALUE);
    }

    /** What waits to be sent is in direct buffers, the rest on the heap: of the smaller one, and at most 1 GiB. */
    private static int aQuarterOfMemory() {
        long smaller = Math.min(Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory());
        return (int) Math.min(1 << 30, Math.max(MIN_BACKLOG, smaller / 4));
    }
}
