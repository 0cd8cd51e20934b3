package dev.parley.testkit.stomp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket: what is UTF-8 goes as text, anything else as a binary message; either may come. */
public final class WebSocketWire implements Wire {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WebSocket socket;

    /**
     * Opens a WebSocket, offering these sub-protocols, or none; sends nothing.
     *
     * @throws CompletionException of a WebSocketHandshakeException when the server refuses
     */
    public WebSocketWire(URI uri, List<String> subProtocols, Receiver receiver) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(STEP_SECONDS));
        if (!subProtocols.isEmpty()) {
            builder.subprotocols(
                    subProtocols.get(0),
                    subProtocols.subList(1, subProtocols.size()).toArray(String[]::new));
        }
        this.socket = builder.buildAsync(uri, new Ear(receiver)).join();
    }

    @Override
    public synchronized void send(byte[] bytes) {
        try {
            message(bytes).orTimeout(STEP_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException closed) {
            // the ear has the last frames, and then the end
        }
    }

    private CompletableFuture<WebSocket> message(byte[] bytes) {
        try {
            return socket.sendText(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)), true);
        } catch (CharacterCodingException notText) {
            return socket.sendBinary(ByteBuffer.wrap(bytes), true);
        }
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
