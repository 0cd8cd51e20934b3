package dev.parley.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TestEdge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeBusTest {
    private final TestEdge edge = new TestEdge(1);
    private final EdgeBus bus = edge.edgeBus();
    private Context loop;

    @BeforeEach
    void findTheLoop() {
        loop = edge.make(Vertx::currentContext);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void whatTheBackboneCompletesComesOnTheLoopThatAsked() {
        Promise<String> elsewhere = Promise.promise();

        Context where = edge.on(() -> {
            edge.home().runOnContext(there -> elsewhere.complete("done"));
            return bus.here(elsewhere.future()).map(done -> Vertx.currentContext());
        });

        assertThat(where).isSameAs(loop);
    }

    @Test
    void whatFailsOnTheBackboneFailsOnTheLoopThatAsked() {
        Promise<String> elsewhere = Promise.promise();

        String why = edge.on(() -> {
            edge.home().runOnContext(there -> elsewhere.fail("broken"));
            return bus.here(elsewhere.future())
                    .recover(failure -> Future.succeededFuture(
                            failure.getMessage() + (Vertx.currentContext() == loop ? " here" : " elsewhere")));
        });

        assertThat(why).isEqualTo("broken here");
    }

    @Test
    void whatNeverComesIsGivenUpOnTheLoopThatAsked() {
        Context where = edge.on(() -> bus.here(Promise.<String>promise().future())
                .timeout(1, TimeUnit.MILLISECONDS)
                .transform(late -> Future.succeededFuture(Vertx.currentContext())));

        assertThat(where).isSameAs(loop);
    }

    @Test
    void whatIsThereAlreadyComesInALaterTurn() {
        List<String> order = new ArrayList<>();

        edge.on(() -> {
            Future<Boolean> answer = bus.here(Future.succeededFuture("answer")).map(order::add);
            order.add("question");
            return answer;
        });

        assertThat(order).containsExactly("question", "answer");
    }
}
