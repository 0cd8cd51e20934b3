package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.stomp.Header;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The open transactions of one connection, each with the frames that wait for its COMMIT, bounded. One event loop. */
public final class Transactions {
    /** What may be in a transaction (STOMP 1.2, "BEGIN"); any other frame's header {@code transaction} says nothing. */
    private static final Set<Command> MEMBERS = Set.of(Command.SEND, Command.ACK, Command.NACK);

    private final TransactionLimits limits;
    private final Consumer<Limit> onExceeded;
    private Map<String, Transaction> open = Collections.emptyMap();
    private long bytes;

    private static final class Transaction {
        private final List<Frame> frames = new ArrayList<>();
        private long bytes;
    }

    /** @param onExceeded hears of each limit that is met */
    Transactions(TransactionLimits limits, Consumer<Limit> onExceeded) {
        this.limits = limits;
        this.onExceeded = onExceeded;
    }

    /** Whether a frame waits for a COMMIT, and its RECEIPT with it. */
    static boolean isMember(Frame frame) {
        return MEMBERS.contains(frame.getCommand()) && frame.getHeader(Header.TRANSACTION) != null;
    }

    /**
     * Opens one.
     *
     * @throws Refusal {@code conflict} where it is open, {@code too-large} where too many are
     */
    public void begin(String name) {
        if (open.containsKey(name)) {
            throw new Refusal(ErrorCode.CONFLICT, "this transaction is open already");
        }
        if (open.size() >= limits.open()) {
            throw tooLarge(Limit.TRANSACTIONS, "too many open transactions");
        }
        if (open.isEmpty()) {
            open = new HashMap<>(2);
        }
        open.put(name, new Transaction());
    }

    /** @throws Refusal {@code not-found} */
    public void requireOpen(String name) {
        find(name);
    }

    /**
     * Keeps a frame for the COMMIT.
     *
     * @throws Refusal {@code not-found}; {@code too-large} where it would be too much, and then it is not kept
     */
    public void keep(String name, Frame frame) {
        Transaction transaction = find(name);
        long size = sizeOf(frame);
        if (transaction.frames.size() >= limits.frames()) {
            throw tooLarge(Limit.TRANSACTION_FRAMES, "the transaction has too many frames: it is aborted");
        }
        if (bytes + size > limits.bytes()) {
            throw tooLarge(Limit.TRANSACTION_BYTES, "the transaction is too large: it is aborted");
        }
        transaction.frames.add(frame);
        transaction.bytes += size;
        bytes += size;
    }

    /**
     * Closes one, whatever becomes of it.
     *
     * @return what was kept, in the order sent
     * @throws Refusal {@code not-found}
     */
    public List<Frame> end(String name) {
        Transaction transaction = find(name);
        open.remove(name);
        bytes -= transaction.bytes;
        return transaction.frames;
    }

    /** Ends the transaction of a frame that was refused, if it is open: its COMMIT must not take effect without it. */
    void refuse(Frame member) {
        String name = member.getHeader(Header.TRANSACTION);
        if (isMember(member) && open.containsKey(name)) {
            end(name);
        }
    }

    /** Bytes of all frames that are kept. */
    long bytes() {
        return bytes;
    }

    void clear() {
        open = Collections.emptyMap();
        bytes = 0;
    }

    private Refusal tooLarge(Limit limit, String detail) {
        onExceeded.accept(limit);
        return new Refusal(ErrorCode.TOO_LARGE, detail);
    }

    private Transaction find(String name) {
        Transaction transaction = open.get(name);
        if (transaction == null) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no such transaction is open");
        }
        return transaction;
    }

    private static long sizeOf(Frame frame) {
        long size = frame.getBody().length();
        for (Map.Entry<String, String> header : frame.getHeaders().entrySet()) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }
}
