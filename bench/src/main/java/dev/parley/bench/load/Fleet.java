package dev.parley.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connections of a load, all on one event loop. What is asked of it from outside blocks until the loop has done it. */
public final class Fleet implements AutoCloseable {
    /** Connections that are opened at the same time. */
    private static final int AT_ONCE = 50;

    private static final int ANSWER_SECONDS = 120;

    private final EventLoopGroup group = Loop.single();
    private final EventLoop loop = group.next();
    private final Bootstrap bootstrap;
    private final List<StompSocket> sockets = new ArrayList<>();
    private final Deque<StompSocket.Listener> waiting = new ArrayDeque<>();
    private final List<String> losses = new ArrayList<>();
    private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
    private int opening;
    private boolean closing;

    /** @param receiveBytes what the kernel keeps for a reader that stalls, 0 for its own choice */
    public Fleet(int port, int receiveBytes) {
        this.bootstrap = new Bootstrap()
                .group(group)
                .channel(Loop.client())
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress("127.0.0.1", port);
        if (receiveBytes > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, receiveBytes);
        }
    }

    /**
     * Opens connections, some at a time; returns when each has said {@link #ready()}.
     *
     * @throws IllegalStateException when one is lost before that, or it takes longer than two minutes
     */
    public void open(List<? extends StompSocket.Listener> members) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ask(() -> {
            opened = done;
            waiting.addAll(members);
            for (int i = 0; i < AT_ONCE; i++) {
                openNext();
            }
            return null;
        });
        await(done);
    }

    private void openNext() {
        StompSocket.Listener next = waiting.poll();
        if (next != null) {
            opening++;
            connect(next);
        } else if (opening == 0) {
            opened.complete(null);
        }
    }

    /** Opens one connection now. On the loop. */
    public void connect(StompSocket.Listener member) {
        StompSocket socket = new StompSocket(member);
        sockets.add(socket);
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(socket);
                    }
                })
                .connect();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                lost("no connection: " + done.cause());
            }
        });
    }

    /** A connection is what it was opened for. On the loop. */
    public void ready() {
        opening--;
        openNext();
    }

    /** A connection has ended that should not. On the loop. */
    public void lost(String reason) {
        if (!closing) {
            losses.add(reason);
            opened.completeExceptionally(new IllegalStateException("a connection was lost: " + reason));
        }
    }

    /** Why connections were lost. */
    public List<String> losses() {
        return ask(() -> List.copyOf(losses));
    }

    /** Where it runs. */
    EventLoop loop() {
        return loop;
    }

    /** Does something on the loop, and waits for it. */
    public <T> T ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return await(answer);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the load got no further: " + e, e);
        }
    }

    /** Cuts all connections. */
    @Override
    public void close() {
        ask(() -> {
            closing = true;
            sockets.forEach(StompSocket::close);
            return null;
        });
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
