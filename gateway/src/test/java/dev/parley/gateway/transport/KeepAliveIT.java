package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TestEdge;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
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
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepAliveIT {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theKernelLooksForPeersThatAreGoneWithinTwoMinutes(boolean isNative) throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(isNative));
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
            if (isNative && vertx.isNativeTransportEnabled()) {
                assertThat(config.getOption(EpollChannelOption.TCP_KEEPIDLE)).isEqualTo(60);
                assertThat(config.getOption(EpollChannelOption.TCP_KEEPINTVL)).isEqualTo(15);
                assertThat(config.getOption(EpollChannelOption.TCP_KEEPCNT)).isEqualTo(4);
            } else {
                assertThat(config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE)))
                        .isEqualTo(60);
                assertThat(config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL)))
                        .isEqualTo(15);
                assertThat(config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT)))
                        .isEqualTo(4);
            }
        } finally {
            TestEdge.done(vertx.close());
        }
    }
}
