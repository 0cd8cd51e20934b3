package dev.parley.e2e.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket: what is UTF-8 goes as text, anything else as a binary message. */
final class WebSocketWire implements Wire {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WebSocket socket;

    /** @throws CompletionException of a WebSocketHandshakeException when the server refuses */
    WebSocketWire(URI uri, List<String> subProtocols, Receiver receiver) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(STEP_SECONDS));
        if (!subProtocols.isEmpty()) {
            String[] others = subProtocols.subList(1, subProtocols.size()).toArray(String[]::new);
            builder.subprotocols(subProtocols.get(0), others);
        }
        this.socket = builder.buildAsync(uri, new Ear(receiver)).join();
    }

    /** What the server chose, or an empty text. */
    String subProtocol() {
        return socket.getSubprotocol();
    }

    @Override
    public void send(byte[] bytes) {
        CompletableFuture<WebSocket> sent;
        try {
            sent = socket.sendText(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)), true);
        } catch (CharacterCodingException notText) {
            sent = socket.sendBinary(ByteBuffer.wrap(bytes), true);
        }
        try {
            sent.orTimeout(STEP_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException closed) {
            // the ear has the last frames, and then the end
        }
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
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receiver.onBytes(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            receiver.onBytes(bytes);
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            receiver.onClosed("close status " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            receiver.onClosed(error.toString());
        }
    }
}
