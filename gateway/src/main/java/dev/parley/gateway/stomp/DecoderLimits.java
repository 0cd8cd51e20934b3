package dev.parley.gateway.stomp;

/**
 * How much of one frame a decoder takes (STOMP 1.2, "Size Limits"). Commands need no limit of their own: a line longer
 * than the longest command is an unknown one.
 *
 * @param maxHeaders header lines of a frame, repeated ones counted
 * @param maxHeaderLineBytes bytes of a header line as sent, without its line end
 * @param maxBodyBytes bytes of a body
 */
public record DecoderLimits(int maxHeaders, int maxHeaderLineBytes, int maxBodyBytes) {
    /** Those of docs/protocol.md: 64 headers of 1 KiB, a body of 64 KiB. */
    public static final DecoderLimits DEFAULTS = new DecoderLimits(64, 1024, 64 * 1024);

    /** @throws IllegalArgumentException when a limit is less than 1 */
    public DecoderLimits {
        if (maxHeaders < 1 || maxHeaderLineBytes < 1 || maxBodyBytes < 1) {
            throw new IllegalArgumentException("the limits of a frame are at least 1");
        }
    }

    /** The most that {@link FrameDecoder#bufferedBytes()} can ever be. */
    public long maxBufferedBytes() {
        int line = Math.max(maxHeaderLineBytes, FrameHead.LONGEST_COMMAND) + 1; // and the CR of its line end
        return (long) maxHeaders * maxHeaderLineBytes + Math.max(line, maxBodyBytes);
    }
}
