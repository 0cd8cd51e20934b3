package dev.parley.gateway.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange over a socket of its own: nothing between the test and the bytes. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** Sends a request, with the header lines as they are given, and reads the head of the answer. */
    static RawHttp ask(int port, String method, String path, String body, String... headers) throws IOException {
        return ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null, method, path, body, headers);
    }

    /** The same over HTTP/1.0. */
    static RawHttp askOld(int port, String method, String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write((method + " " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return new RawHttp(socket);
    }

    /** The same, from another address of the machine. */
    static RawHttp askFromElsewhere(int port, String method, String path, String body, String... headers)
            throws IOException {
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
        InetAddress server = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        return ask(
                new InetSocketAddress(server, port), new InetSocketAddress(elsewhere, 0), method, path, body, headers);
    }

    private static RawHttp ask(
            InetSocketAddress server,
            @Nullable InetSocketAddress from,
            String method,
            String path,
            String body,
            String... headers)
            throws IOException {
        Socket socket = new Socket();
        if (from != null) {
            socket.bind(from);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: x\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (method.equals("POST")) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return new RawHttp(socket);
    }

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.status = Integer.parseInt(line().split(" ", 3)[1]);
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.merge(header[0].toLowerCase(Locale.ROOT), header[1].trim(), (one, other) -> one + ", " + other);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("ended within a line: " + line);
            }
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    int status() {
        return status;
    }

    /** A header by its lower-case name, or null. */
    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** The next chunk of the body, as one write of the server makes it; empty at the end. */
    String chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        String chunk = new String(in.readNBytes(size), StandardCharsets.UTF_8);
        line();
        return chunk;
    }

    /** All that is left of the body, which ends it. */
    String body() throws IOException {
        StringBuilder body = new StringBuilder();
        if ("chunked".equals(header("transfer-encoding"))) {
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                body.append(chunk);
            }
        } else if (!headers.containsKey("content-length")) {
            body.append(status == 204 || status == 304 ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } else {
            body.append(new String(
                    in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))),
                    StandardCharsets.UTF_8));
        }
        close();
        return body.toString();
    }

    /** Writes on what has become another protocol. */
    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    InputStream in() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
