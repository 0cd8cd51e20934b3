package dev.parley.auth.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;

/** What people are shown: 1 to 64 characters (code points) on one line, without space around them. Not unique. */
public record DisplayName(String value) {
    private static final int MAX_CHARACTERS = 64;

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when empty, too long or with control characters */
    public DisplayName {
        value = value.strip();
        int characters = value.codePointCount(0, value.length());
        if (characters < 1 || characters > MAX_CHARACTERS) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a display name is 1 to " + MAX_CHARACTERS + " characters");
        }
        if (value.codePoints().anyMatch(DisplayName::isUnprintable)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a display name has no control characters");
        }
    }

    /** The chosen name, or the username where none was chosen. */
    public static DisplayName orUsername(String chosen, Username username) {
        return new DisplayName(chosen.isBlank() ? username.value() : chosen);
    }

    /** What somebody else calls a person, made to fit: cut off, and without what cannot be shown. */
    public static DisplayName shaped(String given, Username username) {
        StringBuilder shown = new StringBuilder();
        given.codePoints()
                .filter(character -> !isUnprintable(character))
                .limit(MAX_CHARACTERS)
                .forEach(shown::appendCodePoint);
        return orUsername(shown.toString(), username);
    }

    private static boolean isUnprintable(int character) {
        // Not what is unassigned: that depends on the JDK's age, and new emoji are assigned each year.
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
