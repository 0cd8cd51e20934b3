package dev.parley.testkit.stomp;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One STOMP connection of a test. What is sent goes out as it is, also when it is wrong; what comes is kept until it is
 * expected. Failed expectations are {@link AssertionError}s that show what had come instead. Any thread.
 */
public final class StompClient implements AutoCloseable {
    /** How long an expectation waits unless it says. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Inbox inbox = new Inbox();
    private final Wire wire;

    private StompClient(Function<Wire.Receiver, Wire> opening) {
        FrameReader reader = new FrameReader(inbox::add);
        this.wire = opening.apply(new Wire.Receiver() {
            @Override
            public void onBytes(byte[] bytes) {
                try {
                    reader.read(bytes);
                } catch (IllegalStateException | NumberFormatException e) {
                    inbox.close("the server sent what is not STOMP: " + e.getMessage());
                }
            }

            @Override
            public void onClosed(String why) {
                inbox.close(why);
            }
        });
    }

    /** Opens a TCP connection; sends nothing. */
    public static StompClient overTcp(String host, int port) {
        return new StompClient(receiver -> new TcpWire(host, port, receiver));
    }

    /** Opens a WebSocket, offering these sub-protocols, or none; sends nothing. */
    public static StompClient overWebSocket(URI uri, String... subProtocols) {
        return new StompClient(receiver -> new WebSocketWire(uri, List.of(subProtocols), receiver));
    }

    /** Opens a SockJS session on its WebSocket transport; sends nothing. The URI begins with ws. */
    public static StompClient overSockJs(URI uri) {
        return new StompClient(receiver -> new SockJsWire(uri, receiver));
    }

    /** Opens a SockJS session on its polling transport; sends nothing. The URI begins with http. */
    public static StompClient overSockJsXhr(URI uri) {
        return new StompClient(receiver -> new SockJsXhrWire(uri, receiver));
    }

    /** Sends CONNECT for STOMP 1.2 without heart-beats, these headers (name, value, ...) first, and expects CONNECTED. */
    public StompFrame connect(String... namesAndValues) {
        StompFrame given = StompFrame.of("CONNECT", namesAndValues);
        Map<String, String> headers = new LinkedHashMap<>(given.headers());
        headers.putIfAbsent("accept-version", "1.2");
        headers.putIfAbsent("host", "parley");
        headers.putIfAbsent("heart-beat", "0,0");
        send(new StompFrame("CONNECT", headers, ""));
        return expect("CONNECTED");
    }

    /** Sends one frame. */
    public void send(StompFrame frame) {
        wire.send(frame.encode());
    }

    /** Sends these frames in one piece: one write, one WebSocket message. */
    public void sendTogether(List<StompFrame> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(frame -> all.writeBytes(frame.encode()));
        wire.send(all.toByteArray());
    }

    /** Sends bytes that need not be a frame. */
    public void sendRaw(byte[] bytes) {
        wire.send(bytes);
    }

    /** The first unread frame of that command; others stay. */
    public StompFrame expect(String command) {
        return expect(command, frame -> frame.command().equals(command), PATIENCE);
    }

    /** The RECEIPT for that receipt; others stay. */
    public StompFrame expectReceipt(String receipt) {
        return expect(
                "RECEIPT of " + receipt,
                frame -> frame.command().equals("RECEIPT")
                        && frame.header("receipt-id").equals(Optional.of(receipt)),
                PATIENCE);
    }

    /** The first unread MESSAGE of that subscription; others stay. */
    public StompFrame expectMessage(String subscription) {
        return expect(
                "MESSAGE of " + subscription,
                frame -> frame.command().equals("MESSAGE")
                        && frame.header("subscription").equals(Optional.of(subscription)),
                PATIENCE);
    }

    /** The first unread frame that the filter accepts; others stay. */
    public StompFrame expect(String what, Predicate<StompFrame> filter, Duration limit) {
        return inbox.take(filter, limit)
                .orElseThrow(() -> new AssertionError("expected " + what + " within " + limit.toMillis() + " ms"
                        + closedNote() + "; unread: " + inbox.unread()));
    }

    /** The first frame that the filter accepts, or none within that time; for bursts that end in a broken connection. */
    public Optional<StompFrame> poll(Predicate<StompFrame> filter, Duration limit) {
        return inbox.take(filter, limit);
    }

    /** Fails when a frame is unread or comes within that time. */
    public void expectNothing(Duration limit) {
        inbox.take(frame -> true, limit).ifPresent(frame -> {
            throw new AssertionError("expected nothing within " + limit.toMillis() + " ms, but got " + frame);
        });
    }

    /** Waits until the connection has ended, and tells why. */
    public String expectClosed(Duration limit) {
        return inbox.awaitClosed(limit)
                .orElseThrow(() ->
                        new AssertionError("still open after " + limit.toMillis() + " ms; unread: " + inbox.unread()));
    }

    /** Whether the connection has ended; what came before may be unread yet. */
    public boolean isClosed() {
        return inbox.awaitClosed(Duration.ZERO).isPresent();
    }

    /** Frames that came and that nothing has expected. */
    public List<StompFrame> unread() {
        return inbox.unread();
    }

    /** The WebSocket sub-protocol that the server chose. */
    public Optional<String> subProtocol() {
        return wire.subProtocol();
    }

    /** Cuts the connection without DISCONNECT. */
    @Override
    public void close() {
        wire.cut();
        inbox.close("closed by the test");
    }

    private String closedNote() {
        return inbox.awaitClosed(Duration.ZERO)
                .map(why -> " (closed: " + why + ")")
                .orElse("");
    }
}
