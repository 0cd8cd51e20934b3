package dev.parley.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedFilesTest {
    private final List<String> taken = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private Future<?> answer = Future.succeededFuture();

    private final WatchedFiles<String> files = new WatchedFiles<>(
            "a door",
            () -> "never read here",
            "old",
            content -> {
                taken.add(content);
                return answer;
            },
            new WatchedFiles.Listener() {
                @Override
                public void inForce() {
                    heard.add("in force");
                }

                @Override
                public void refused() {
                    heard.add("refused");
                }
            });

    private void look(String content) {
        files.look(Future.succeededFuture(content));
    }

    private void lookTwice(String content) {
        look(content);
        look(content);
    }

    @Test
    void whatIsNewIsTakenOnceItIsTheSameAtTwoLooks() {
        look("new");
        assertThat(taken).isEmpty();

        look("new");
        look("new");

        assertThat(taken).containsExactly("new");
        assertThat(heard).containsOnly("in force");
    }

    @Test
    void whatIsStillBeingWrittenIsNotTaken() {
        look("n");
        look("ne");
        look("new");

        assertThat(taken).isEmpty();
    }

    @Test
    void whatIsRefusedIsSaidOnceAndTriedAgain() {
        answer = Future.failedFuture("no certificate");
        lookTwice("new");
        look("new");
        assertThat(taken).containsExactly("new", "new");
        assertThat(heard).containsExactly("refused");

        answer = Future.succeededFuture();
        look("new");

        assertThat(heard).containsExactly("refused", "in force");
    }

    /** A part of those who take it may have done so: they have to be told of the old ones again. */
    @Test
    void theOldOnesThatComeBackAfterARefusalAreTaken() {
        answer = Future.failedFuture("one of two did not take it");
        lookTwice("new");
        answer = Future.succeededFuture();

        lookTwice("old");
        look("old");

        assertThat(taken).containsExactly("new", "old");
        assertThat(heard).containsExactly("refused", "in force", "in force");
    }

    @Test
    void theOldOnesThatComeBackAreTriedUntilTheyAreTaken() {
        answer = Future.failedFuture("one of two did not take it");
        lookTwice("new");
        lookTwice("old");
        answer = Future.succeededFuture();

        look("old");
        look("old");

        assertThat(taken).containsExactly("new", "old", "old");
        assertThat(heard).endsWith("in force", "in force");
    }

    @Test
    void whatComesBackBeforeAnythingWasTakenIsNotTakenAgain() {
        look("new");

        lookTwice("old");

        assertThat(taken).isEmpty();
        assertThat(heard).containsExactly("in force");
    }

    @Test
    void whileOneIsBeingTakenNoOtherIs() {
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        lookTwice("new");
        lookTwice("newer");
        assertThat(taken).containsExactly("new");

        answer = Future.succeededFuture();
        slow.complete();
        look("newer");

        assertThat(taken).containsExactly("new", "newer");
    }

    @Test
    void whatCannotBeReadChangesNothingAndIsSaidOnce() {
        files.look(Future.failedFuture("no such file"));
        files.look(Future.failedFuture("no such file"));
        assertThat(heard).containsExactly("refused");

        lookTwice("old");

        assertThat(taken).isEmpty();
        assertThat(heard).endsWith("in force");
    }

    @Test
    void aTakerThatThrowsHasRefusedAndIsAskedAgain() {
        List<String> asked = new ArrayList<>();
        WatchedFiles<String> broken = new WatchedFiles<>(
                "a door",
                () -> "never read here",
                "old",
                content -> {
                    asked.add(content);
                    throw new IllegalStateException("no server yet");
                },
                WatchedFiles.Listener.NOBODY);

        broken.look(Future.succeededFuture("new"));
        broken.look(Future.succeededFuture("new"));
        broken.look(Future.succeededFuture("new"));

        assertThat(asked).containsExactly("new", "new");
    }
}
