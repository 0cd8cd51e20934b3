package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a service and its PostgreSQL, and does to a connection what a network does. Any thread. */
final class PostgresProxy implements AutoCloseable {
    private static final String COMMIT = "COMMIT";

    private final Vertx vertx = Vertx.vertx();
    private final NetServer server;
    private final NetClient client;
    private final int target;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private volatile AtCommit atCommit = AtCommit.PASS;

    /** What becomes of the next COMMIT. */
    enum AtCommit {
        /** It arrives, and so does the answer. */
        PASS,
        /** The connection ends before it arrives. */
        CUT_BEFORE,
        /** It arrives, and the connection ends before the answer does. */
        CUT_AFTER
    }

    private static final class Pair {
        final NetSocket near;
        final NetSocket far;
        volatile boolean isDeaf;
        volatile boolean isCutAtAnswer;

        Pair(NetSocket near, NetSocket far) {
            this.near = near;
            this.far = far;
        }

        void cut() {
            near.close();
            far.close();
        }
    }

    PostgresProxy(int target) {
        this.target = target;
        this.client = vertx.createNetClient();
        this.server = await(vertx.createNetServer().connectHandler(this::accept).listen(0, "127.0.0.1"));
    }

    String host() {
        return "127.0.0.1:" + server.actualPort();
    }

    void at(AtCommit fate) {
        atCommit = fate;
    }

    /** Those that are there carry nothing any more, in either direction, and nobody is told. New ones work. */
    void swallow() {
        pairs.forEach(pair -> pair.isDeaf = true);
    }

    int connections() {
        return pairs.size();
    }

    private void accept(NetSocket near) {
        near.pause();
        Future<NetSocket> connecting = client.connect(target, "127.0.0.1");
        connecting.onFailure(failure -> near.close()).onSuccess(far -> {
            Pair pair = new Pair(near, far);
            pairs.add(pair);
            near.handler(bytes -> ask(pair, bytes));
            far.handler(bytes -> answer(pair, bytes));
            near.closeHandler(closed -> ended(pair));
            far.closeHandler(closed -> ended(pair));
            near.resume();
        });
    }

    private void ask(Pair pair, Buffer bytes) {
        AtCommit fate = atCommit;
        if (fate != AtCommit.PASS && bytes.toString(StandardCharsets.ISO_8859_1).contains(COMMIT)) {
            atCommit = AtCommit.PASS;
            if (fate == AtCommit.CUT_BEFORE) {
                pair.cut();
                return;
            }
            pair.isCutAtAnswer = true;
        }
        if (!pair.isDeaf) {
            pair.far.write(bytes);
        }
    }

    private static void answer(Pair pair, Buffer bytes) {
        if (pair.isCutAtAnswer) {
            pair.cut();
        } else if (!pair.isDeaf) {
            pair.near.write(bytes);
        }
    }

    private void ended(Pair pair) {
        pairs.remove(pair);
        if (!pair.isDeaf) {
            pair.cut();
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
