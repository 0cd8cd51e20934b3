package dev.parley.gateway.relay;

import dev.parley.gateway.TestEdge;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.FrameDecoder;
import dev.parley.gateway.stomp.FrameEncoder;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A server that answers the frames of a link as the test says, also wrongly. */
final class ScriptedBroker implements AutoCloseable {
    final List<Frame> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger beats = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private final NetServer server;

    /** @param answer what it does with a frame; called on its event loop */
    ScriptedBroker(BiConsumer<Frame, NetSocket> answer) {
        server = vertx.createNetServer().connectHandler(socket -> {
            connections.incrementAndGet();
            FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
            FrameDecoder.Sink sink = sink(answer, socket);
            socket.handler(bytes -> {
                try {
                    decoder.decode(bytes, sink);
                } catch (FrameError error) {
                    throw new IllegalStateException(error);
                }
            });
        });
        TestEdge.done(server.listen(0, "127.0.0.1"));
    }

    private FrameDecoder.Sink sink(BiConsumer<Frame, NetSocket> answer, NetSocket socket) {
        return new FrameDecoder.Sink() {
            @Override
            public void onFrame(Frame frame) {
                heard.add(frame);
                answer.accept(frame, socket);
            }

            @Override
            public void onHeartBeat() {
                beats.incrementAndGet();
            }

            @Override
            public boolean isOpen() {
                return true;
            }
        };
    }

    int port() {
        return server.actualPort();
    }

    static void say(NetSocket socket, Command command, Map<String, String> headers) {
        socket.write(FrameEncoder.encode(new Frame(command, headers, Buffer.buffer()), StompVersion.V1_2));
    }

    /** Welcomes who connects, with these heart-beats, and acknowledges everything else that wants a receipt. */
    static BiConsumer<Frame, NetSocket> friendly(String heartBeat) {
        return (frame, socket) -> {
            if (frame.getCommand() == Command.CONNECT) {
                say(socket, Command.CONNECTED, Map.of("version", "1.2", "heart-beat", heartBeat));
            } else if (frame.getHeader("receipt") != null) {
                say(socket, Command.RECEIPT, Map.of("receipt-id", frame.getHeader("receipt")));
            }
        };
    }

    @Override
    public void close() {
        TestEdge.done(vertx.close());
    }
}
