package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.auth.Revocations;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.RevocationOptions;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevocationWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, new Addresses(1, 1), Duration.ofSeconds(20));
    private final List<NumberedRevocation> kept = new CopyOnWriteArrayList<>();
    private final List<Long> learnt = new CopyOnWriteArrayList<>();
    private final List<Long> learntFirst = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isAway;
    private final RevocationWatch watch = new RevocationWatch(
            vertx,
            vertx.getOrCreateContext(),
            bus,
            new RevocationOptions(Duration.ofMillis(50), 100),
            one -> learnt.add(one.number()));

    @BeforeEach
    void theAuthServiceRuns() throws Exception {
        CommandTable auth = new CommandTable().on(FetchRevocations.class, this::answer);
        bus.serve(Addresses.auth(), auth)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatWasRevokedBeforeItCameIsLearntPageByPageAndOnce() {
        keep(1, 2, 3, 5);
        assertThat(watch.check().failed()).isTrue();
        watch.upToDate().onSuccess(known -> learntFirst.addAll(learnt));

        watch.start();

        Eventually.within(PATIENCE, () -> assertThat(watch.check().succeeded()).isTrue());
        assertThat(learnt).containsExactly(1L, 2L, 3L, 5L);
        Eventually.within(PATIENCE, () -> assertThat(learntFirst).containsExactly(1L, 2L, 3L, 5L));
    }

    @Test
    void whatNobodyAnnouncedIsLearntToo() {
        watch.start();
        Eventually.within(PATIENCE, () -> assertThat(watch.check().succeeded()).isTrue());

        keep(7);

        Eventually.within(PATIENCE, () -> assertThat(learnt).containsExactly(7L));
    }

    @Test
    void itGoesOnWhenTheAuthServiceIsBack() {
        isAway = true;
        keep(1);
        watch.start();
        Eventually.within(PATIENCE, () -> assertThat(asked).hasValueGreaterThan(2));
        assertThat(watch.check().failed()).isTrue();

        isAway = false;

        Eventually.within(PATIENCE, () -> assertThat(learnt).containsExactly(1L));
    }

    @Test
    void itBeginsAnewWhereTheDatabaseIsOlderThanItIs() {
        keep(7);
        watch.start();
        Eventually.within(PATIENCE, () -> assertThat(learnt).containsExactly(7L));

        kept.clear();
        keep(2, 3);

        Eventually.within(PATIENCE, () -> assertThat(learnt).containsExactly(7L, 2L, 3L));
        keep(4);
        Eventually.within(PATIENCE, () -> assertThat(learnt).containsExactly(7L, 2L, 3L, 4L));
    }

    /** Two at a time; all to who knows more than there is. */
    private Future<Revocations> answer(FetchRevocations fetch) {
        asked.incrementAndGet();
        if (isAway) {
            return Future.failedFuture(Refusal.unavailable("away"));
        }
        List<NumberedRevocation> after = kept.stream()
                .filter(revocation -> revocation.number() > fetch.after() || fetch.after() > newest())
                .toList();
        return Future.succeededFuture(new Revocations(after.stream().limit(2).toList(), after.size() > 2));
    }

    private long newest() {
        return kept.isEmpty() ? Long.MAX_VALUE : kept.get(kept.size() - 1).number();
    }

    private void keep(long... numbers) {
        for (long number : numbers) {
            kept.add(new NumberedRevocation(number, Long.MAX_VALUE, new LoginRevoked(new UserId("u"), null, null)));
        }
    }
}
