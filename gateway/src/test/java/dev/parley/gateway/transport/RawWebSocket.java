package dev.parley.gateway.transport;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A WebSocket made by hand, so that it can break every rule of RFC 6455. Reads wait for so long as a test may. */
final class RawWebSocket implements AutoCloseable {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    static final int FIN = 0x80;

    private static final int PATIENCE_MILLIS = 20_000;
    private static final String OPENING = String.join(
            "\r\n",
            " HTTP/1.1",
            "Host: x",
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "");

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    /** A frame that the server sent. */
    record Frame(int opcode, boolean last, Buffer payload) {
        String text() {
            return payload.toString();
        }

        /** The status of a close frame. */
        int status() {
            return payload.getUnsignedShort(0);
        }

        String reason() {
            return payload.getString(2, payload.length());
        }
    }

    /** What the server answered to a handshake. */
    record Answer(int status, String head) {
        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst();
        }
    }

    RawWebSocket(int port) throws IOException {
        this(port, 0);
    }

    /** @param receiveBytes of the kernel's buffer, so that a client that does not read is noticed soon; 0 leaves it */
    RawWebSocket(int port, int receiveBytes) throws IOException {
        socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    /** Upgraded, with these more header lines. */
    static RawWebSocket open(int port, String... headers) throws IOException {
        RawWebSocket opened = new RawWebSocket(port);
        Answer answer = opened.handshake(headers);
        if (answer.status() != 101) {
            throw new AssertionError(answer.head());
        }
        return opened;
    }

    Answer handshake(String... headers) throws IOException {
        return handshakeAt("/ws", headers);
    }

    Answer handshakeAt(String path, String... headers) throws IOException {
        return request(
                "GET " + path + OPENING + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n");
    }

    Answer request(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        String answer = head.toString(StandardCharsets.US_ASCII);
        return new Answer(Integer.parseInt(answer.substring(9, 12)), answer);
    }

    /** Sends whatever bytes. */
    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(int first, byte[] payload) throws IOException {
        send(frame(first, payload));
    }

    void text(String text) throws IOException {
        send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void close(int status, String reason) throws IOException {
        send(FIN | CLOSE, closing(status, reason));
    }

    static byte[] closing(int status, String reason) {
        return Buffer.buffer().appendShort((short) status).appendString(reason).getBytes();
    }

    /** A frame with a mask (RFC 6455, 5.2). */
    static byte[] frame(int first, byte[] payload) {
        byte[] mask = {0x12, 0x34, 0x56, 0x78};
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i % mask.length];
        }
        return head(first, payload.length, true)
                .appendBytes(mask)
                .appendBytes(masked)
                .getBytes();
    }

    /** The beginning of a frame of this length, up to its mask. */
    static Buffer head(int first, long length, boolean masked) {
        int mask = masked ? 0x80 : 0;
        Buffer head = Buffer.buffer().appendUnsignedByte((short) first);
        if (length < 126) {
            return head.appendUnsignedByte((short) (mask | length));
        }
        if (length < 65_536) {
            return head.appendUnsignedByte((short) (mask | 126)).appendUnsignedShort((int) length);
        }
        return head.appendUnsignedByte((short) (mask | 127)).appendLong(length);
    }

    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
        } else if (second == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(first & 0xF, (first & FIN) != 0, Buffer.buffer(payload));
    }

    /** Everything up to the end of the stream, which must be an orderly one: a reset fails. */
    List<Frame> readToEnd() throws IOException {
        List<Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException end) {
            return frames;
        }
    }

    InputStream input() {
        return in;
    }

    /** Gone without a close frame. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
