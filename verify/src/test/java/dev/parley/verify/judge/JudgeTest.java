package dev.parley.verify.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The checker is a program too: each violation by itself, and a run without one. */
class JudgeTest {
    private static final String ROOM = "garden";
    private static final String EPOCH = "e";
    private static final Witness AUTHOR = new Witness("publisher-1", "alice", "ws", "");
    private static final Witness BOB = new Witness("reader-1", "bob", "tcp", ROOM);
    private static final Witness CAROL = new Witness("reader-2", "carol", "bridge", ROOM);

    private final Judge judge = new Judge();
    private long now;

    private static String body(int sequence) {
        return "{\"seq\":" + sequence + "}";
    }

    private void says(int number) {
        judge.said(new Message(ROOM, "id-of-alice", "m" + number, "text " + number), "one", now);
    }

    private void answered(int number, long sequence, boolean duplicate) {
        judge.answered(AUTHOR, new Answer("m" + number, sequence, EPOCH, duplicate), "one", now);
    }

    private void gets(Witness reader, int... sequences) {
        for (int sequence : sequences) {
            judge.delivered(reader, new Delivery(sequence, EPOCH, body(sequence)), "one", now);
        }
    }

    private static Stored stored(int sequence, int number) {
        return new Stored(sequence, "id-of-alice", Optional.of("m" + number), "text " + number, body(sequence));
    }

    /** The log has the messages of these numbers, in this order. */
    private void theLogHas(int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            judge.logged(ROOM, stored(i + 1, numbers[i]));
        }
        judge.logEnds(ROOM, numbers.length);
    }

    /** Three messages are said, answered and read by two. */
    private void threeAreSaidAndRead() {
        judge.reads(BOB);
        judge.reads(CAROL);
        for (int number = 1; number <= 3; number++) {
            says(number);
            answered(number, number, false);
            gets(BOB, number);
            gets(CAROL, number);
        }
    }

    private static Waits of(Witness who, Map<Witness, Waits> waits) {
        return Optional.ofNullable(waits.get(who)).orElseThrow();
    }

    private void blames(Promise promise, long sequence, Witness who, String what) {
        Verdict verdict = judge.verdict();
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.what()).contains(what);
            assertThat(violation.promise()).isEqualTo(promise);
            assertThat(violation.room()).isEqualTo(ROOM);
            assertThat(violation.sequence()).isEqualTo(sequence);
            assertThat(violation.person()).isEqualTo(who.person());
            assertThat(violation.door()).isEqualTo(who.door());
        });
    }

    private void blamesTheLog(Promise promise, long sequence, String what) {
        blames(promise, sequence, new Witness("the log", "", "rest", ROOM), what);
    }

    @Test
    void aRunAsItShouldBeIsNotBlamed() {
        threeAreSaidAndRead();
        answered(2, 2, true);
        theLogHas(1, 2, 3);

        assertThat(judge.verdict().violations()).isEmpty();
        assertThat(judge.verdict().holds()).isTrue();
        assertThat(judge.verdict().counts()).isEqualTo(new Verdict.Counts(3, 3, 1, 6, 3));
        assertThat(judge.unanswered()).isZero();
        assertThat(judge.isRead(ROOM, 3)).isTrue();
        assertThat(judge.isRead(ROOM, 4)).isFalse();
    }

    @Nested
    class WhatIsSaid {
        @Test
        void isLostWhenItWasAcknowledgedAndIsNotInTheLog() {
            threeAreSaidAndRead();
            says(4);
            answered(4, 4, false);
            theLogHas(1, 2, 3);

            blamesTheLog(Promise.I1, 4, "acknowledged, and is not in the log");
        }

        @Test
        void isLostWhenItWasDeliveredAndTheLogEndsBefore() {
            threeAreSaidAndRead();
            gets(BOB, 4);
            theLogHas(1, 2, 3);

            blamesTheLog(Promise.I1, 4, "the log ends with 3");
        }

        @Test
        void isToBeAcknowledgedInTheEnd() {
            threeAreSaidAndRead();
            says(4);
            assertThat(judge.unanswered()).isEqualTo(1);
            theLogHas(1, 2, 3);

            blamesTheLog(Promise.I1, 0, "m4 was never acknowledged");
        }

        @Test
        void isStoredOnce() {
            threeAreSaidAndRead();
            gets(BOB, 4);
            gets(CAROL, 4);
            theLogHas(1, 2, 3, 2);

            assertThat(judge.verdict().violations())
                    .allMatch(violation -> violation.promise() == Promise.I2)
                    .anyMatch(violation -> violation.what().contains("m2 is stored twice"));
        }

        @Test
        void hasOneAnswer() {
            threeAreSaidAndRead();
            answered(2, 3, true);
            theLogHas(1, 2, 3);

            blames(Promise.I2, 3, new Witness("", "alice", "ws", ""), "m2 was answered with 2 before");
        }

        @Test
        void isNewOnce() {
            threeAreSaidAndRead();
            answered(2, 2, false);
            theLogHas(1, 2, 3);

            blames(Promise.I2, 2, AUTHOR, "as new twice");
        }

        @Test
        void standsWhereTheAnswerSays() {
            judge.reads(BOB);
            says(1);
            says(2);
            answered(1, 2, false);
            answered(2, 1, false);
            gets(BOB, 1, 2);
            theLogHas(1, 2);

            assertThat(judge.verdict().violations())
                    .hasSize(2)
                    .allMatch(violation -> violation.promise() == Promise.I2)
                    .anyMatch(violation -> violation.what().contains("m1 was answered with 2"));
        }

        @Test
        void isNobodysWhenNobodyHasSaidIt() {
            threeAreSaidAndRead();
            gets(BOB, 4);
            gets(CAROL, 4);
            theLogHas(1, 2, 3, 9);

            blamesTheLog(Promise.I2, 4, "nobody has said m9");
        }

        @Test
        void isStoredAsItWasSaidAndByWhom() {
            threeAreSaidAndRead();
            judge.logged(ROOM, stored(1, 1));
            judge.logged(ROOM, new Stored(2, "id-of-alice", Optional.of("m2"), "another text", body(2)));
            judge.logged(ROOM, new Stored(3, "id-of-mallory", Optional.of("m3"), "text 3", body(3)));
            judge.logEnds(ROOM, 3);

            assertThat(judge.verdict().violations())
                    .extracting(Violation::promise)
                    .containsExactly(Promise.I5, Promise.I6);
        }

        @Test
        void cannotBeSaidOrAnsweredWithoutSense() {
            says(1);

            assertThatThrownBy(() -> says(1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> answered(7, 1, false)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class TheLog {
        @Test
        void hasNoHole() {
            threeAreSaidAndRead();
            judge.logged(ROOM, stored(1, 1));
            judge.logged(ROOM, stored(3, 3));
            judge.logEnds(ROOM, 3);

            assertThat(judge.verdict().violations())
                    .extracting(Violation::promise)
                    .containsExactly(Promise.I3, Promise.I1);
        }

        @Test
        void hasAsManyEventsAsItSays() {
            threeAreSaidAndRead();
            judge.logged(ROOM, stored(1, 1));
            judge.logged(ROOM, stored(2, 2));
            judge.logged(ROOM, stored(3, 3));
            judge.logEnds(ROOM, 2);

            blamesTheLog(Promise.I3, 2, "has 3 events and says 2");
        }

        @Test
        void keepsItsEpoch() {
            threeAreSaidAndRead();
            judge.delivered(BOB, new Delivery(4, "another", body(4)), "one", now);
            gets(CAROL, 4);
            says(4);
            answered(4, 4, false);
            theLogHas(1, 2, 3, 4);

            blames(Promise.I3, 4, BOB, "the epoch is another one");
        }
    }

    @Nested
    class AReader {
        @Test
        void getsNothingTwice() {
            threeAreSaidAndRead();
            gets(BOB, 2);
            theLogHas(1, 2, 3);

            blames(Promise.I4, 2, BOB, "got it again, having got 3");
        }

        @Test
        void missesNothing() {
            judge.reads(BOB);
            for (int number = 1; number <= 3; number++) {
                says(number);
                answered(number, number, false);
            }
            gets(BOB, 1, 3);
            theLogHas(1, 2, 3);

            blames(Promise.I4, 3, BOB, "was to get 2 first");
        }

        @Test
        void getsThemInOrder() {
            threeAreSaidAndRead();
            says(4);
            says(5);
            answered(4, 4, false);
            answered(5, 5, false);
            gets(CAROL, 4, 5);
            gets(BOB, 5, 4);
            theLogHas(1, 2, 3, 4, 5);

            assertThat(judge.verdict().violations())
                    .hasSize(2)
                    .allMatch(violation -> violation.promise() == Promise.I4
                            && violation.person().equals("bob"));
        }

        @Test
        void getsEverythingInTheEnd() {
            threeAreSaidAndRead();
            says(4);
            answered(4, 4, false);
            gets(BOB, 4);
            theLogHas(1, 2, 3, 4);

            blames(Promise.I4, 4, CAROL, "never got it");
        }

        @Test
        void getsTheSameBytesAsTheOthers() {
            threeAreSaidAndRead();
            says(4);
            answered(4, 4, false);
            gets(BOB, 4);
            judge.delivered(CAROL, new Delivery(4, EPOCH, "{\"seq\": 4}"), "one", now);
            theLogHas(1, 2, 3, 4);

            blames(Promise.I5, 4, CAROL, "other bytes");
        }

        @Test
        void getsTheSameBytesAsRestTells() {
            threeAreSaidAndRead();
            judge.logged(ROOM, stored(1, 1));
            judge.logged(ROOM, new Stored(2, "id-of-alice", Optional.of("m2"), "text 2", "{\"seq\":2.0}"));
            judge.logged(ROOM, stored(3, 3));
            judge.logEnds(ROOM, 3);

            blamesTheLog(Promise.I5, 2, "other bytes");
        }

        @Test
        void canAlwaysGoOnWhereItWas() {
            threeAreSaidAndRead();
            judge.unrecovered(BOB, "truncated");
            theLogHas(1, 2, 3);

            blames(Promise.I4, 0, BOB, "truncated");
        }

        @Test
        void waitsSinceSomebodyKnewOfTheEvent() {
            judge.reads(BOB);
            judge.reads(CAROL);
            says(1);
            now = 500;
            gets(CAROL, 1);
            now = 700;
            answered(1, 1, false);
            now = 3000;
            judge.delivered(BOB, new Delivery(1, EPOCH, body(1)), "two", now);

            Map<Witness, Waits> reading = judge.verdict().reading();
            assertThat(of(CAROL, reading).longest()).isZero();
            assertThat(of(BOB, reading).longest()).isEqualTo(2500);
            assertThat(of(BOB, reading).stretches()).containsExactly(new Waits.Wait(500, 3000, "two", "two"));
            assertThat(of(AUTHOR, judge.verdict().answering()).longest()).isEqualTo(700);
        }
    }

    @Nested
    class ALateReader {
        @Test
        void hasNotWaitedForWhatWasThereBefore() {
            judge.reads(BOB);
            says(1);
            answered(1, 1, false);
            now = 5000;
            judge.opened(BOB, now);
            now = 5100;
            gets(BOB, 1);
            now = 9000;
            judge.opened(BOB, now);
            says(2);
            answered(2, 2, false);
            now = 9300;
            gets(BOB, 2);

            assertThat(of(BOB, judge.verdict().reading()).longest()).isEqualTo(300);
        }
    }

    @Nested
    class AStranger {
        private final Member mallory = new Member("mallory", "id-of-mallory");
        private final Witness outsider = new Witness("outsider-1", "mallory", "sockjs", ROOM);

        @Test
        void getsNothing() {
            threeAreSaidAndRead();
            judge.mayReadUpTo(ROOM, mallory, 0);
            gets(outsider, 1);
            theLogHas(1, 2, 3);

            blames(Promise.I6, 1, outsider, "who is no member");
        }

        @Test
        void isNotLetIn() {
            judge.admitted(outsider);

            blames(Promise.I6, 0, outsider, "opened to who is no member");
        }

        @Test
        void storesNothing() {
            judge.mayReadUpTo(ROOM, new Member("alice", "id-of-alice"), 0);
            says(1);
            answered(1, 1, false);

            blames(Promise.I6, 1, AUTHOR, "who is no member");
        }
    }

    @Nested
    class WhoWasRemoved {
        private final Member bob = new Member("bob", "id-of-bob");

        /** Three are there already; Bob, who need not get all, has read them. */
        @BeforeEach
        void threeWereSaid() {
            threeAreSaidAndRead();
            judge.readsAtTimes(BOB);
        }

        private void twoMoreAreSaid() {
            for (int number = 4; number <= 5; number++) {
                says(number);
                answered(number, number, false);
                gets(CAROL, number);
            }
        }

        @Test
        void mayHaveSeenWhatWasThereBefore() {
            judge.mayReadUpTo(ROOM, bob, 3);
            twoMoreAreSaid();
            theLogHas(1, 2, 3, 4, 5);

            assertThat(judge.verdict().violations()).isEmpty();
            assertThat(judge.isRead(ROOM, 5)).isTrue();
            assertThat(judge.verdict().reading()).containsOnlyKeys(CAROL);
        }

        @Test
        void mayStillGetTheEventThatSaysSo() {
            judge.mayReadUpTo(ROOM, bob, 4);
            twoMoreAreSaid();
            gets(BOB, 4);
            theLogHas(1, 2, 3, 4, 5);

            assertThat(judge.verdict().violations()).isEmpty();
        }

        @Test
        void getsNothingBehindIt() {
            judge.mayReadUpTo(ROOM, bob, 3);
            twoMoreAreSaid();
            gets(BOB, 4);
            theLogHas(1, 2, 3, 4, 5);

            blames(Promise.I6, 4, BOB, "who is no member");
        }

        @Test
        void hadItAlreadyWhenTheRemovalBecameKnown() {
            judge.mayReadUpTo(ROOM, bob, 2);
            theLogHas(1, 2, 3);

            blames(Promise.I6, 3, BOB, "who is no member");
        }

        @Test
        void getsAllWhenAddedAgain() {
            judge.mayReadUpTo(ROOM, bob, 3);
            twoMoreAreSaid();
            judge.returning(ROOM, bob);
            judge.returningBehind(ROOM, bob, 4);
            gets(BOB, 4, 5);
            judge.invited(ROOM, "id-of-bob", 5);
            theLogHas(1, 2, 3, 4, 5);

            assertThat(judge.verdict().violations()).isEmpty();
        }

        @Test
        void isNotExcusedByBeingAddedLater() {
            judge.mayReadUpTo(ROOM, bob, 3);
            twoMoreAreSaid();
            gets(BOB, 4);
            judge.returning(ROOM, bob);
            judge.returningBehind(ROOM, bob, 4);
            judge.invited(ROOM, "id-of-bob", 6);
            theLogHas(1, 2, 3, 4, 5);

            blames(Promise.I6, 4, BOB, "who is no member");
        }

        @Test
        void isExcusedWhereACallThatAddedItWasCarriedOutLate() {
            judge.mayReadUpTo(ROOM, bob, 3);
            judge.invited(ROOM, "id-of-bob", 4);
            twoMoreAreSaid();
            gets(BOB, 4, 5);
            theLogHas(1, 2, 3, 4, 5);

            assertThat(judge.verdict().violations()).isEmpty();
        }

        @Test
        void isNotExcusedBySomebodyElseBeingAdded() {
            judge.mayReadUpTo(ROOM, bob, 3);
            judge.invited(ROOM, "id-of-carol", 4);
            twoMoreAreSaid();
            gets(BOB, 4);
            theLogHas(1, 2, 3, 4, 5);

            blames(Promise.I6, 4, BOB, "who is no member");
        }

        @Test
        void isJudgedEachTime() {
            judge.mayReadUpTo(ROOM, bob, 3);
            judge.returning(ROOM, bob);
            judge.returningBehind(ROOM, bob, 3);
            twoMoreAreSaid();
            gets(BOB, 4);
            judge.mayReadUpTo(ROOM, bob, 4);
            gets(BOB, 5);
            judge.invited(ROOM, "id-of-bob", 4);
            theLogHas(1, 2, 3, 4, 5);

            blames(Promise.I6, 5, BOB, "who is no member");
        }
    }

    @Nested
    class Presence {
        private final Witness watcher = new Witness("watcher-1", "dave", "ws", ROOM);

        @Test
        void isRightWhenItIsWhoIsThere() {
            judge.presence().names(watcher, Set.of("alice", "bob"), Set.of("bob", "alice"));
            judge.presence().number(watcher, 2, 2);

            assertThat(judge.verdict().holds()).isTrue();
        }

        @Test
        void showsWhoIsConnected() {
            judge.presence().names(watcher, Set.of("alice", "bob"), Set.of("alice"));

            blames(Promise.I8, 0, new Witness("", "bob", "ws", ROOM), "connected, and not present");
        }

        @Test
        void doesNotShowWhoHasLeft() {
            judge.presence().names(watcher, Set.of("alice"), Set.of("alice", "bob"));

            blames(Promise.I8, 0, new Witness("", "bob", "ws", ROOM), "gone, and still present");
        }

        @Test
        void hasTheRightNumberWhereThereAreNoNames() {
            judge.presence().number(watcher, 1000, 999);

            blames(Promise.I8, 0, new Witness("", "", "ws", ROOM), "1000 people connected, and 999 present");
        }

        @Test
        void isTold() {
            judge.presence().unknown(watcher);

            blames(Promise.I8, 0, new Witness("", "", "ws", ROOM), "nobody told watcher-1");
        }

        @Test
        void isToldInTime() {
            judge.presence().unseen(watcher, "bob", 9000);

            blames(Promise.I8, 0, new Witness("", "bob", "ws", ROOM), "connected for 9000 ms, and not present");
        }

        @Test
        void isTakenBackInTime() {
            judge.presence().ghost(watcher, "bob", 9000);

            blames(Promise.I8, 0, new Witness("", "bob", "ws", ROOM), "gone for 9000 ms, and still present");
        }
    }

    @Test
    void countsAllViolationsAndKeepsTheFirst() {
        for (int i = 0; i < 1000; i++) {
            judge.admitted(BOB);
        }

        assertThat(judge.verdict().violationCount()).isEqualTo(1000);
        assertThat(judge.verdict().violations()).hasSize(200);
    }
}
