package dev.parley.gateway.limits;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a client comes from.
 *
 * @param text the address, in one and the same form however it was written
 * @param key what its limits hang on: the address, or the /64 network of an IPv6 one, of which anybody has all
 */
public record ClientAddress(String text, String key) {
    /** Of a connection that does not say. */
    public static final ClientAddress UNKNOWN = new ClientAddress("unknown", "unknown");

    /** Under which the HTTP doors keep it in the context of a request, once it has been found out. */
    public static final String OF_REQUEST = ClientAddress.class.getName();

    private static final int NETWORK_BYTES = 8;

    /** The address of a peer; {@link #UNKNOWN} where there is none. */
    public static ClientAddress of(@Nullable SocketAddress peer) {
        String text = peer == null ? null : peer.hostAddress();
        return text == null ? UNKNOWN : written(text);
    }

    /** An address as people write it. */
    public static ClientAddress written(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return new ClientAddress(text, text);
        }
        try {
            return of(
                    InetAddress.getByAddress(bytes)); // which takes an IPv4 address that is mapped into IPv6 for itself
        } catch (UnknownHostException wrongLength) {
            return new ClientAddress(text, text);
        }
    }

    private static ClientAddress of(InetAddress address) {
        String text = NetUtil.toAddressString(address);
        return new ClientAddress(
                text,
                address instanceof Inet4Address
                        ? text
                        : HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64");
    }
}
