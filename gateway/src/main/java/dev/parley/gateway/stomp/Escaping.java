package dev.parley.gateway.stomp;

import io.vertx.ext.stomp.Command;

/**
 * How header names and values are written on a line ("Value Encoding" of STOMP 1.1 and 1.2). What a version cannot say
 * becomes a space when written: no value, whoever chose it, can end its line or its frame.
 */
enum Escaping {
    /** STOMP 1.0, and the frames that open a connection in any version: as it stands. */
    NONE,
    /** {@code \n \c \\}. */
    V1_1,
    /** {@code \r \n \c \\}. */
    V1_2;

    /**
     * The escaping of a frame. CONNECT and CONNECTED have none in any version, so that peers of 1.0 can read them; STOMP
     * is to be handled "in the same manner" as CONNECT.
     */
    static Escaping of(Command command, StompVersion version) {
        boolean opensConnection =
                command == Command.CONNECT || command == Command.STOMP || command == Command.CONNECTED;
        if (opensConnection || version == StompVersion.V1_0) {
            return NONE;
        }
        return version == StompVersion.V1_1 ? V1_1 : V1_2;
    }

    /** @throws FrameError on an escape that the version does not define, which is fatal by STOMP 1.1 and 1.2 */
    String unescape(String text) throws FrameError {
        int at = text.indexOf('\\');
        if (this == NONE || at < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length()).append(text, 0, at);
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '\\') {
                if (at == text.length()) {
                    throw undefined();
                }
                next = meaning(text.charAt(at++));
            }
            plain.append(next);
        }
        return plain.toString();
    }

    private char meaning(char letter) throws FrameError {
        if (letter == 'r' && this == V1_2) {
            return '\r';
        }
        return switch (letter) {
            case 'n' -> '\n';
            case 'c' -> ':';
            case '\\' -> '\\';
            default -> throw undefined();
        };
    }

    private static FrameError undefined() {
        return FrameError.malformed("a header has an escape that this version of STOMP does not define");
    }

    String escapeName(String name) {
        String line = escapeValue(name);
        return this == NONE ? line.replace(':', ' ') : line;
    }

    String escapeValue(String value) {
        int plain = 0;
        while (plain < value.length() && !isSpecial(value.charAt(plain))) {
            plain++;
        }
        if (plain == value.length()) {
            return value;
        }
        StringBuilder line = new StringBuilder(value.length() + 8).append(value, 0, plain);
        for (int at = plain; at < value.length(); at++) {
            appendEscaped(line, value.charAt(at));
        }
        return line.toString();
    }

    private static boolean isSpecial(char letter) {
        return letter == '\\' || letter == ':' || letter == '\n' || letter == '\r' || letter == 0;
    }

    private void appendEscaped(StringBuilder line, char letter) {
        switch (letter) {
            case '\\' -> line.append(this == NONE ? "\\" : "\\\\");
            case ':' -> line.append(this == NONE ? ":" : "\\c");
            case '\n' -> line.append(this == NONE ? " " : "\\n");
            case '\r' -> line.append(this == V1_2 ? "\\r" : " ");
            case 0 -> line.append(' ');
            default -> line.append(letter);
        }
    }
}
