package dev.parley.e2e.conformance;

/** Frames as text, NUL included. Nothing is escaped, counted or added. */
final class Frames {
    private Frames() {}

    /** A frame without a body. */
    static String frame(String command, String... headerLines) {
        return frameWith("", command, headerLines);
    }

    /** A frame with a body; without a content-length unless a line says one. */
    static String frameWith(String body, String command, String... headerLines) {
        StringBuilder text = new StringBuilder(command).append('\n');
        for (String line : headerLines) {
            text.append(line).append('\n');
        }
        return text.append('\n').append(body).append('\0').toString();
    }

    /** A SEND; the destination comes first. */
    static String send(String destination, String body, String... moreLines) {
        return frameWith(body, "SEND", with(moreLines, "destination:" + destination));
    }

    /** A SUBSCRIBE; id and destination come first. */
    static String subscribe(String id, String destination, String... moreLines) {
        return frame("SUBSCRIBE", with(moreLines, "id:" + id, "destination:" + destination));
    }

    private static String[] with(String[] more, String... first) {
        String[] all = new String[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
