package dev.parley.gateway.limits;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a client comes from.
 *
 * @param text the address, as people write it
 * @param key what its limits hang on: the address, or the /64 network of an IPv6 one, of which anybody has all
 */
public record ClientAddress(String text, String key) {
    /** Of a connection that does not say. */
    public static final ClientAddress UNKNOWN = new ClientAddress("unknown", "unknown");

    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    /** The address of a peer; {@link #UNKNOWN} where there is none. */
    public static ClientAddress of(@Nullable SocketAddress peer) {
        String text = peer == null ? null : peer.hostAddress();
        return text == null ? UNKNOWN : written(text);
    }

    /** An address as people write it. */
    public static ClientAddress written(String text) {
        return new ClientAddress(text, key(text));
    }

    private static String key(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null || bytes.length != IPV6_BYTES || isIpv4Mapped(bytes)) {
            return text;
        }
        return HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
    }

    private static boolean isIpv4Mapped(byte[] bytes) {
        byte[] prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
