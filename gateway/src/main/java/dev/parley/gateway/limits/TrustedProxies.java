package dev.parley.gateway.limits;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are believed when they say for whom they speak, and nobody else (docs/adr/0021-trusted-proxies.md).
 * None by default: then a client is where its connection comes from, whatever it says. Any thread.
 */
public record TrustedProxies(List<Network> networks) {
    /** The header that is believed, from a proxy of these. */
    public static final String HEADER = "X-Forwarded-For";

    /** No proxy at all. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final String KEY = "PARLEY_TRUSTED_PROXIES";
    /** An address, as proxies write it: some with a port, and with brackets around one of IPv6. */
    private static final Pattern HOP = Pattern.compile("\\[([^\\]]+)\\](?::\\d+)?|([^:]+):\\d+|(.+)");

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** Addresses that begin alike: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address. */
    public static final class Network {
        private final InetAddress address;
        private final int prefix;
        private final IpSubnetFilterRule rule;

        private Network(InetAddress address, int prefix) {
            this.address = address;
            this.prefix = prefix;
            this.rule = new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
        }

        static Network parse(String text) {
            String[] parts = text.split("/", 2);
            InetAddress address = read(parts[0]).orElseThrow(() -> invalid(text));
            int most = address.getAddress().length * Byte.SIZE;
            if (parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
                throw invalid(text);
            }
            int prefix = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (prefix > most) {
                throw invalid(text);
            }
            return new Network(address, prefix);
        }

        private static ConfigException invalid(String text) {
            return new ConfigException(KEY, "has no address with a prefix, as 10.0.0.0/8 or fd00::/8, in: " + text);
        }

        boolean has(InetAddress other) {
            return rule.matches(new InetSocketAddress(other, 0));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Network that && that.prefix == prefix && that.address.equals(address);
        }

        @Override
        public int hashCode() {
            return Objects.hash(address, prefix);
        }

        @Override
        public String toString() {
            return NetUtil.toAddressString(address) + "/" + prefix;
        }
    }

    /** Reads {@code PARLEY_TRUSTED_PROXIES}. */
    public static TrustedProxies of(Settings settings) {
        List<String> networks = settings.optional(KEY).isPresent() ? settings.list(KEY, "") : List.of();
        return new TrustedProxies(networks.stream().map(Network::parse).toList());
    }

    /**
     * Where the client of a request is: the connection's peer, or, where that is one of the proxies, the last address of
     * those it names that is none of them. What a client wrote stands before what proxies added and is not looked at. What
     * is no address ends the search at the proxy that wrote it.
     *
     * @param named the lines of {@link #HEADER}, as they came
     */
    public ClientAddress clientOf(@Nullable SocketAddress peer, List<String> named) {
        ClientAddress client = ClientAddress.of(peer);
        List<String> hops = new ArrayList<>();
        named.forEach(line -> hops.addAll(Arrays.asList(line.split(",", -1))));
        for (int hop = hops.size() - 1; hop >= 0 && isOne(client); hop--) {
            Optional<ClientAddress> before = hop(hops.get(hop).strip());
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
        }
        return client;
    }

    /** Whether a connection is one of theirs. */
    public boolean isProxy(@Nullable SocketAddress peer) {
        return isOne(ClientAddress.of(peer));
    }

    private boolean isOne(ClientAddress client) {
        return !networks.isEmpty()
                && read(client.text())
                        .filter(address -> networks.stream().anyMatch(network -> network.has(address)))
                        .isPresent();
    }

    private static Optional<ClientAddress> hop(String text) {
        Matcher hop = HOP.matcher(text);
        if (!hop.matches()) {
            return Optional.empty();
        }
        String address = hop.group(1) != null ? hop.group(1) : hop.group(2) != null ? hop.group(2) : hop.group(3);
        return read(address).map(known -> ClientAddress.written(address));
    }

    /** An address in figures; a name is never looked up. */
    private static Optional<InetAddress> read(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException wrongLength) {
            return Optional.empty();
        }
    }
}
