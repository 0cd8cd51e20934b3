package dev.parley.gateway.rest;

/**
 * What may come in as text: whatever Unicode can encode, except NUL, which PostgreSQL cannot store. JSON's escapes and
 * percent-encoding can say both.
 */
final class Text {
    private Text() {}

    /**
     * The text itself.
     *
     * @throws dev.parley.contracts.error.Refusal {@code bad-request}, naming the member
     */
    static String checked(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean pair = Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (unit == 0 || (Character.isSurrogate(unit) && !pair)) {
                throw Fields.wrong(name, "holds a character that is not text");
            }
            if (pair) {
                i++;
            }
        }
        return text;
    }
}
