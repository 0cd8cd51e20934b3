package dev.parley.gateway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
    private static final Epoch EPOCH = new Epoch("e1");

    /** In a log of epoch e1, of which history has the events from {@code first} to {@code head}. */
    @ParameterizedTest(name = "after {0} of {1}, last {2}; history {3} to {4}: from {5} {6}")
    @CsvSource({
        // nothing asked: live
        ",,,            1, 10, 11,",
        ",,,            1,  0,  1,",
        // after a sequence
        "0,,,           1, 10,  1,",
        "7,,,           1, 10,  8,",
        "7,e1,,         1, 10,  8,",
        "10,e1,,        1, 10, 11,",
        "0,e1,,         1,  0,  1,",
        // of another log, or beyond this one
        "7,e2,,         1, 10, 11, epoch",
        "11,,,          1, 10, 11, epoch",
        "11,e1,,        1, 10, 11, epoch",
        "9223372036854775807,,, 1, 10, 11, epoch",
        // history has been cut
        "4,e1,,         5, 10,  5,",
        "3,e1,,         5, 10, 11, truncated",
        "0,,,           5, 10, 11, truncated",
        "10,e1,,       11, 10, 11,",
        // the last few
        ",,0,           1, 10, 11,",
        ",,3,           1, 10,  8,",
        ",,10,          1, 10,  1,",
        ",,11,          1, 10,  1,",
        ",,9223372036854775807, 1, 10, 1,",
        ",,8,           5, 10,  5,",
        ",,5,           1,  0,  1,",
        ",,5,          11, 10, 11,",
        // a sequence counts more than a number
        "7,e1,1,        1, 10,  8,"
    })
    void itStartsWhereTheLogAllows(
            @Nullable String after,
            @Nullable String epoch,
            @Nullable String last,
            long first,
            long head,
            long from,
            @Nullable String reason) {
        Resume resume = Resume.parse(after, epoch, last);

        Resume.Start start = resume.in(new Position(EPOCH, head), first);

        assertThat(start).isEqualTo(new Resume.Start(from, Optional.ofNullable(reason)));
    }

    @Test
    void onlyWhoAsksGetsASync() {
        assertThat(Resume.parse(null, null, null).isAsked()).isFalse();
        assertThat(Resume.parse(null, "e1", null).isAsked()).isFalse();
        assertThat(Resume.parse("0", null, null).isAsked()).isTrue();
        assertThat(Resume.parse(null, null, "0").isAsked()).isTrue();
    }

    @Test
    void spacesAroundANumberDoNotCount() {
        assertThat(Resume.parse(" 7 ", null, " 3 ")).isEqualTo(new Resume(7L, null, 3L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.5", "0x1", "9223372036854775808"})
    void anythingButAWholeNumberIsRefusedByName(String value) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Resume.parse(value, null, null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST))
                .withMessageStartingWith("resume-seq");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Resume.parse(null, null, value))
                .withMessageStartingWith("history");
    }

    @Test
    void anEmptyEpochIsRefused() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Resume.parse("1", "", null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void theSyncSaysWhatFollows() {
        Position head = new Position(EPOCH, 10);

        JsonObject recovered = new Resume.Start(8, Optional.empty()).sync(new RoomId("5"), head);
        JsonObject lost = new Resume.Start(11, Optional.of("epoch")).sync(new RoomId("5"), head);

        JsonObject common = new JsonObject()
                .put("type", "SYNC")
                .put("chatRoomId", "5")
                .put("epoch", "e1")
                .put("head", 10L);
        assertThat(recovered).isEqualTo(common.copy().put("from", 8L).put("recovered", true));
        assertThat(lost)
                .isEqualTo(
                        common.copy().put("from", 11L).put("recovered", false).put("reason", "epoch"));
    }
}
