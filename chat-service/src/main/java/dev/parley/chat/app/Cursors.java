package dev.parley.chat.app;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.store.ListedRoom;
import dev.parley.chat.store.RoomStore.MineCursor;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Where a listing goes on, as the opaque text that a client gets and gives back. */
final class Cursors {
    private static final char SEPARATOR = ':';

    private Cursors() {}

    static String ofMine(ListedRoom last) {
        return text(last.activeAt().toEpochMilli()
                + String.valueOf(SEPARATOR)
                + last.room().id());
    }

    static String ofPublic(ListedRoom last) {
        return text(last.room().id().value());
    }

    /** @throws Refusal {@code bad-request} for what this class did not write */
    static MineCursor mine(String cursor) {
        String plain = plain(cursor);
        int separator = plain.indexOf(SEPARATOR);
        try {
            return new MineCursor(
                    Instant.ofEpochMilli(Long.parseLong(plain.substring(0, Math.max(0, separator)))),
                    new RoomId(plain.substring(separator + 1)));
        } catch (NumberFormatException | DateTimeException | Refusal e) {
            throw unreadable();
        }
    }

    /** @throws Refusal {@code bad-request} for what this class did not write */
    static RoomId publicRoom(String cursor) {
        try {
            return new RoomId(plain(cursor));
        } catch (Refusal e) {
            throw unreadable();
        }
    }

    static String ofMember(Membership last) {
        return text(last.user().value());
    }

    /** @throws Refusal {@code bad-request} for what this class did not write */
    static UserId member(String cursor) {
        try {
            return new UserId(plain(cursor));
        } catch (Refusal e) {
            throw unreadable();
        }
    }

    private static String text(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return new Refusal(ErrorCode.BAD_REQUEST, "the cursor is not one that was given out");
    }
}
