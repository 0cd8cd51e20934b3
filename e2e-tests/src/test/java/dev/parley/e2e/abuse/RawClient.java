package dev.parley.e2e.abuse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A socket that may be told to do what no decent client does. Blocks, but can be interrupted. One thread. */
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SMALL_WINDOW = 4096;

    private final SocketChannel channel;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
    }

    static RawClient to(String host, int port) {
        return open(host, port, 0);
    }

    /** One whose receive window is as small as can be: what it does not read soon stays with the server. */
    static RawClient narrow(String host, int port) {
        return open(host, port, SMALL_WINDOW);
    }

    private static RawClient open(String host, int port, int window) {
        try {
            SocketChannel channel = SocketChannel.open();
            if (window > 0) { // before the connection is made: it is told to the server then
                channel.socket().setReceiveBufferSize(window);
            }
            channel.connect(new InetSocketAddress(host, port));
            channel.socket().setTcpNoDelay(true);
            return new RawClient(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + host + ":" + port, e);
        }
    }

    RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends all of it; fails when the server has closed. */
    RawClient send(byte[] bytes) {
        if (flood(bytes, bytes.length) < bytes.length) {
            throw new IllegalStateException("the server has closed");
        }
        return this;
    }

    /** Sends the piece again and again, up to so many bytes; the value is how many went before the server closed. */
    long flood(byte[] piece, long total) {
        long sent = 0;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            while (sent < total) {
                buffer.clear().limit((int) Math.min(piece.length, total - sent));
                while (buffer.hasRemaining()) {
                    sent += channel.write(buffer);
                }
            }
        } catch (IOException closed) {
            // its reason, if it gave one, can still be read
        }
        return sent;
    }

    /** All that the server says until it closes or resets; fails when it does neither. */
    String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            InputStream in = in();
            byte[] chunk = new byte[8192];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                all.write(chunk, 0, n);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open; it said: " + text(all), e);
        } catch (IOException reset) {
            // an end like any other
        }
        return text(all);
    }

    /** What the server says, up to and with this text and no further; fails when it ends before. */
    String readUntil(String end) {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = in();
            while (all.length() < end.length() || all.indexOf(end, all.length() - end.length()) < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("closed; the last it said: " + last(all));
                }
                all.append((char) next);
            }
        } catch (IOException e) {
            throw new AssertionError("no " + end + "; the last it said: " + last(all), e);
        }
        return all.toString();
    }

    /** What the server says until this text has come, and what else was there by then; fails when it ends before. */
    String readPast(String text) {
        StringBuilder all = new StringBuilder();
        byte[] chunk = new byte[64 * 1024];
        try {
            InputStream in = in();
            for (int searched = 0; all.indexOf(text, searched) < 0; ) {
                searched = Math.max(0, all.length() - text.length());
                int n = in.read(chunk);
                if (n < 0) {
                    throw new AssertionError("closed; the last it said: " + last(all));
                }
                all.append(new String(chunk, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new AssertionError("no " + text + "; the last it said: " + last(all), e);
        }
        return all.toString();
    }

    private static String last(StringBuilder all) {
        return all.substring(Math.max(0, all.length() - 500));
    }

    /** Says that nothing more will be sent, and can still read. */
    RawClient halfClose() {
        try {
            channel.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends with a TCP reset. */
    void reset() {
        try {
            channel.socket().setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    private InputStream in() throws IOException {
        Socket socket = channel.socket();
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket.getInputStream();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
