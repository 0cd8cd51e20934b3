package dev.parley.gateway.rest;

import dev.parley.contracts.model.RoomId;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Short ids of rooms that nobody named: 72 random bits in 12 characters, which never need escaping in a URL. */
record NewRoomIds(RandomGenerator random) implements Supplier<RoomId> {
    private static final int BYTES = 9;

    @Override
    public RoomId get() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new RoomId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
