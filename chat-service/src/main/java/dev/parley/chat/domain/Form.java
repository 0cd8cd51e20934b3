package dev.parley.chat.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.WellFormed;

/** What a text must be before anything is decided about it. */
public final class Form {
    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_TOPIC_LENGTH = 1000;

    private Form() {}

    /** @throws Refusal {@code bad-request} or {@code too-large} for what no room can be called */
    static void checkName(String name) {
        checkText("the name", name, MAX_NAME_LENGTH);
        checkStorable("the name", name);
    }

    /** @throws Refusal {@code bad-request} or {@code too-large} for what can be no room's topic */
    static void checkTopic(String topic) {
        checkLength("the topic", topic, MAX_TOPIC_LENGTH);
        checkStorable("the topic", topic);
    }

    /** @throws Refusal {@code bad-request} when blank, {@code too-large} when longer, in characters (code points) */
    static void checkText(String what, String text, int maxLength) {
        if (text.isBlank()) {
            throw new Refusal(ErrorCode.BAD_REQUEST, what + " is empty");
        }
        checkLength(what, text, maxLength);
    }

    /** @throws Refusal {@code too-large} when longer, in characters (code points) */
    static void checkLength(String what, String text, int maxLength) {
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw new Refusal(ErrorCode.TOO_LARGE, what + " is longer than " + maxLength + " characters");
        }
    }

    /**
     * A key or a label is one line of text, stored as it is.
     *
     * @throws Refusal {@code bad-request}
     */
    public static void checkStorable(String what, String text) {
        if (WellFormed.text(what, text).chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, what + " has characters that cannot be kept");
        }
    }
}
