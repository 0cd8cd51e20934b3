package dev.parley.chat.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** What a text must be before anything is decided about it. */
public final class Form {
    private Form() {}

    /** @throws Refusal {@code bad-request} when blank, {@code too-large} when longer, in UTF-16 code units */
    static void checkText(String what, String text, int maxLength) {
        if (text.isBlank()) {
            throw new Refusal(ErrorCode.BAD_REQUEST, what + " is empty");
        }
        checkLength(what, text, maxLength);
    }

    /** @throws Refusal {@code too-large} when longer, in UTF-16 code units */
    static void checkLength(String what, String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new Refusal(ErrorCode.TOO_LARGE, what + " is longer than " + maxLength + " characters");
        }
    }

    /**
     * A key or a label is stored as it is, so it must survive that: PostgreSQL has no U+0000 in a text, and half a
     * surrogate pair would become a question mark, so that two different keys were one.
     *
     * @throws Refusal {@code bad-request}
     */
    public static void checkStorable(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (Character.isSurrogate(c) || Character.isISOControl(c)) {
                throw new Refusal(ErrorCode.BAD_REQUEST, what + " has characters that cannot be kept");
            }
        }
    }
}
