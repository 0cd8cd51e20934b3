package dev.parley.gateway.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Any bytes as the body of a SEND, any text as the headers of a resuming SUBSCRIBE: each reader answers, or refuses
 * with {@code bad-request}. A target for Jazzer: see docs/testing.md.
 */
public final class RequestsFuzz {
    private RequestsFuzz() {}

    /** A body; as text and cut at its commas, also the headers. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        RoomRequest.tryParse(Buffer.buffer(bytes)).ifPresent(RequestsFuzz::eachFieldIsAnswered);
        answered(() -> RoomRequest.parse(Buffer.buffer(bytes)));
        String[] values = new String(bytes, UTF_8).split(",", 3);
        answered(() -> Resume.parse(values[0], value(values, 1), value(values, 2)))
                .ifPresent(resume -> assertThat(resume.isAsked()).isTrue());
    }

    private static void eachFieldIsAnswered(RoomRequest request) {
        answered(request::room);
        answered(request::message);
        answered(request::clientMessageId);
        answered(request::replyTo);
        answered(request::type);
        answered(request::typing);
        answered(request::hasMessage);
        answered(() -> request.sequence("seq")).ifPresent(seq -> assertThat(seq).isNotNegative());
    }

    private static String value(String[] values, int at) {
        return at < values.length ? values[at] : "0";
    }

    private static <T> Optional<T> answered(Supplier<T> reader) {
        try {
            return Optional.ofNullable(reader.get());
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            return Optional.empty();
        }
    }
}
