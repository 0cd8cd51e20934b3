package dev.parley.e2e.conformance;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** What a client can get. */
sealed interface Arrival {
    /** The end of the connection. */
    record Closed(String why) implements Arrival {}

    /** Something that is not STOMP. */
    record Fault(String what) implements Arrival {}

    /** One header as it came, not unescaped. */
    record Line(String name, String value) {}

    /** A frame as it came: nothing of it is unescaped, sorted or left out. */
    record Received(String command, List<Line> lines, Buffer body) implements Arrival {
        public Received {
            lines = List.copyOf(lines);
        }

        /** The first value of that name. */
        Optional<String> header(String name) {
            return lines.stream()
                    .filter(line -> line.name().equals(name))
                    .map(Line::value)
                    .findFirst();
        }

        /** Every value of that name. */
        List<String> headers(String name) {
            return lines.stream()
                    .filter(line -> line.name().equals(name))
                    .map(Line::value)
                    .toList();
        }

        /** The body as UTF-8. */
        String text() {
            return body.toString();
        }

        @Override
        public String toString() {
            return command + lines + " " + text();
        }
    }
}
