package dev.parley.testkit.stomp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** STOMP over a WebSocket: text out, text or binary in. */
final class WebSocketWire implements Wire {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final long SEND_SECONDS = 10;

    private final WebSocket socket;

    WebSocketWire(URI uri, List<String> subProtocols, Receiver receiver) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(CONNECT_WITHIN);
        if (!subProtocols.isEmpty()) {
            builder.subprotocols(
                    subProtocols.get(0),
                    subProtocols.subList(1, subProtocols.size()).toArray(String[]::new));
        }
        this.socket = builder.buildAsync(uri, new Ear(receiver)).join();
    }

    @Override
    public synchronized void send(byte[] bytes) {
        socket.sendText(new String(bytes, StandardCharsets.UTF_8), true)
                .orTimeout(SEND_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public Optional<String> subProtocol() {
        return Optional.of(socket.getSubprotocol()).filter(chosen -> !chosen.isEmpty());
    }

    @Override
    public void cut() {
        socket.abort();
    }

    private static final class Ear implements WebSocket.Listener {
        private final Receiver receiver;
        private final StringBuilder text = new StringBuilder();

        Ear(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receiver.onBytes(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            receiver.onBytes(bytes);
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            receiver.onClosed("WebSocket close " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            receiver.onClosed(error.toString());
        }
    }
}
