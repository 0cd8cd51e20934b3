package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.gateway.TestEdge;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class KeepAliveIT {
    @Test
    void theKernelLooksForPeersThatAreGoneWithinTwoMinutes() throws IOException {
        Vertx vertx = Vertx.vertx();
        List<ChannelOption<Integer>> jdk = List.of(
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));

        assertThat(set(vertx, jdk)).containsExactly(60, 15, 4);
    }

    @Test
    void soItDoesOnTheNativeTransport() throws IOException {
        assumeThat(Epoll.isAvailable()).isTrue();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        List<ChannelOption<Integer>> epoll = List.of(
                EpollChannelOption.TCP_KEEPIDLE, EpollChannelOption.TCP_KEEPINTVL, EpollChannelOption.TCP_KEEPCNT);

        assertThat(set(vertx, epoll)).containsExactly(60, 15, 4);
    }

    /** What is set on a socket that was accepted: the time to the first probe, between two, and how many. */
    private static List<Integer> set(Vertx vertx, List<ChannelOption<Integer>> options) throws IOException {
        Promise<NetSocket> accepted = Promise.promise();
        NetServer server = vertx.createNetServer().connectHandler(accepted::complete);
        int port = TestEdge.done(server.listen(0, "127.0.0.1")).actualPort();

        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
            NetSocket socket = TestEdge.done(accepted.future());
            Channels.keepAlive(socket);

            assertThat(peer.isConnected()).isTrue();
            ChannelConfig config = ((NetSocketInternal) socket)
                    .channelHandlerContext()
                    .channel()
                    .config();
            assertThat(config.getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            return options.stream().map(config::getOption).toList();
        } finally {
            TestEdge.done(vertx.close());
        }
    }
}
