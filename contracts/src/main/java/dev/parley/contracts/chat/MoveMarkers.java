package dev.parley.contracts.chat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.List;

/**
 * Moves markers of rooms of one shard forward. One that is there already, or is of another epoch than its room's, is left
 * where it stands. Answered when all are stored.
 *
 * @param markers at most {@link #MAX}
 */
public record MoveMarkers(int shard, List<Marker> markers) implements ShardCommand<MarkersMoved> {
    /** How many there may be. */
    public static final int MAX = 1000;

    /** @throws Refusal {@code too-large} */
    public MoveMarkers {
        markers = List.copyOf(markers);
        if (markers.size() > MAX) {
            throw new Refusal(ErrorCode.TOO_LARGE, "more than " + MAX + " markers together");
        }
    }

    /** Markers never move back. */
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
