package dev.parley.testkit.stomp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A plain TCP connection. */
public final class TcpWire implements Wire {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final Socket socket = new Socket();

    /** Connects; sends nothing. */
    public TcpWire(String host, int port, Receiver receiver) {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), (int) TimeUnit.SECONDS.toMillis(STEP_SECONDS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + host + ":" + port, e);
        }
        Thread reader = new Thread(() -> readAll(receiver), "stomp-client-" + socket.getLocalPort());
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll(Receiver receiver) {
        String why = "the server closed";
        try {
            InputStream in = socket.getInputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                receiver.onBytes(Arrays.copyOf(chunk, n));
            }
        } catch (IOException | IllegalStateException e) {
            why = e.toString();
        }
        receiver.onClosed(why);
        cut();
    }

    @Override
    public synchronized void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closed) {
            // the reader has the last frames, and then the end
        }
    }

    @Override
    public void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
