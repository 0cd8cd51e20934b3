package dev.parley.gateway.stomp;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one side says about heart-beats (STOMP 1.2, "Heart-beating").
 *
 * @param canSendMillis the shortest time between two that it can guarantee; 0: it cannot send any
 * @param wantsMillis the time between two that it would like to receive; 0: it wants none
 */
public record HeartBeat(long canSendMillis, long wantsMillis) {
    /** What a side says that does not say anything. */
    public static final HeartBeat NONE = new HeartBeat(0, 0);

    /** 24 days; what a timer surely takes. */
    private static final long MAX_MILLIS = Integer.MAX_VALUE;

    private static final Pattern SHAPE = Pattern.compile(" *([0-9]{1,10}) *, *([0-9]{1,10}) *");

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when a time is negative or over 24 days */
    public HeartBeat {
        if (canSendMillis < 0 || wantsMillis < 0 || canSendMillis > MAX_MILLIS || wantsMillis > MAX_MILLIS) {
            throw bad();
        }
    }

    /**
     * Reads the header of a CONNECT. Spaces around the numbers do not count.
     *
     * @param header null where there is none, which means {@link #NONE}
     * @throws Refusal {@link ErrorCode#BAD_REQUEST} for anything but two numbers of milliseconds
     */
    public static HeartBeat parse(@Nullable String header) {
        if (header == null) {
            return NONE;
        }
        Matcher numbers = SHAPE.matcher(header);
        if (!numbers.matches()) {
            throw bad();
        }
        return new HeartBeat(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)));
    }

    /**
     * What holds between two sides, seen from ours: {@code canSendMillis} is how often we send at least,
     * {@code wantsMillis} how often we may expect to hear from them; 0 is never.
     */
    public static HeartBeat agree(HeartBeat ours, HeartBeat theirs) {
        return new HeartBeat(
                interval(ours.canSendMillis, theirs.wantsMillis), interval(theirs.canSendMillis, ours.wantsMillis));
    }

    /** As the value of the header. */
    public String text() {
        return canSendMillis + "," + wantsMillis;
    }

    private static long interval(long canSend, long wants) {
        return canSend == 0 || wants == 0 ? 0 : Math.max(canSend, wants);
    }

    private static Refusal bad() {
        return new Refusal(ErrorCode.BAD_REQUEST, "heart-beat is two numbers of milliseconds, as in 10000,10000");
    }
}
