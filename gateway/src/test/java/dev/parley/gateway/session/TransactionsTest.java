package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.Limit;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private static final int HEADER_BYTES = "destination/d".length();

    private final List<Limit> exceeded = new ArrayList<>();
    private final Transactions transactions =
            new Transactions(new TransactionLimits(2, 3, 4L * (HEADER_BYTES + 1)), exceeded::add);

    private static Frame send(String body) {
        return new Frame(Command.SEND, Map.of("destination", "/d"), Buffer.buffer(body));
    }

    private static ErrorCode refused(Runnable call) {
        try {
            call.run();
        } catch (Refusal refusal) {
            return refusal.code();
        }
        throw new AssertionError("not refused");
    }

    private void keep(String name, String... bodies) {
        for (String body : bodies) {
            transactions.keep(name, send(body));
        }
    }

    private static List<String> bodies(List<Frame> frames) {
        return frames.stream().map(Frame::getBodyAsString).toList();
    }

    @Test
    void aRefusedMemberEndsItsTransaction() {
        transactions.begin("t");
        transactions.begin("u");

        transactions.refuse(
                new Frame(Command.SEND, Map.of("destination", "/d", "transaction", "t"), Buffer.buffer("refused")));

        assertThat(refused(() -> transactions.requireOpen("t"))).isEqualTo(ErrorCode.NOT_FOUND);
        transactions.requireOpen("u");
    }

    @Test
    void whatIsKeptComesBackInItsOrder() {
        transactions.begin("t");
        transactions.begin("u");
        keep("t", "1");
        keep("u", "x");
        keep("t", "2");

        assertThat(bodies(transactions.end("t"))).containsExactly("1", "2");
        assertThat(bodies(transactions.end("u"))).containsExactly("x");
    }

    @Test
    void whatIsNotOpenIsNotFound() {
        transactions.begin("t");
        transactions.end("t");

        assertThat(refused(() -> transactions.requireOpen("t"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(() -> keep("t", "1"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(() -> transactions.end("t"))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void anOpenOneIsNotBegunAgain() {
        transactions.begin("t");
        keep("t", "1");

        assertThat(refused(() -> transactions.begin("t"))).isEqualTo(ErrorCode.CONFLICT);
        assertThat(bodies(transactions.end("t"))).containsExactly("1");
    }

    @Test
    void soManyAreOpenAtATime() {
        transactions.begin("t");
        transactions.begin("u");

        assertThat(refused(() -> transactions.begin("v"))).isEqualTo(ErrorCode.TOO_LARGE);

        transactions.end("t");
        assertThatCode(() -> transactions.begin("v")).doesNotThrowAnyException();
    }

    @Test
    void soManyFramesAreKept() {
        transactions.begin("t");
        keep("t", "", "", "");

        assertThat(refused(() -> keep("t", ""))).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void theBytesOfAllTogetherAreBoundedHeadersIncluded() {
        transactions.begin("t");
        transactions.begin("u");
        keep("t", "1", "2");
        keep("u", "3");

        assertThat(refused(() -> keep("u", "44"))).isEqualTo(ErrorCode.TOO_LARGE);
        assertThatCode(() -> keep("u", "4")).doesNotThrowAnyException();
        assertThat(refused(() -> keep("t", ""))).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void eachBoundIsNamedWhenItIsMet() {
        transactions.begin("t");
        transactions.begin("u");
        refused(() -> transactions.begin("v"));
        keep("t", "", "", "");
        refused(() -> keep("t", ""));
        refused(() -> keep("u", "x".repeat(100)));

        assertThat(exceeded).containsExactly(Limit.TRANSACTIONS, Limit.TRANSACTION_FRAMES, Limit.TRANSACTION_BYTES);
    }

    @Test
    void theBytesOfWhatHasEndedCountNoMore() {
        transactions.begin("t");
        keep("t", "1", "2", "3");
        transactions.end("t");

        transactions.begin("u");

        assertThatCode(() -> keep("u", "1", "2", "3")).doesNotThrowAnyException();
    }

    @Test
    void onlySendAckAndNackAreMembers() {
        Map<String, String> named = Map.of("transaction", "t");

        assertThat(List.of(Command.SEND, Command.ACK, Command.NACK))
                .allMatch(command -> Transactions.isMember(new Frame(command, named, Buffer.buffer())));
        assertThat(List.of(Command.SUBSCRIBE, Command.COMMIT, Command.DISCONNECT))
                .noneMatch(command -> Transactions.isMember(new Frame(command, named, Buffer.buffer())));
        assertThat(Transactions.isMember(send("outside"))).isFalse();
    }
}
