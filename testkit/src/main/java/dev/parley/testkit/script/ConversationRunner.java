package dev.parley.testkit.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Plays {@code *.stomp} scripts against running gateways. A line that fails ends the script with an {@link AssertionError}
 * that names it; so does a frame that nothing in the script has expected. Any thread; each run has its own connections.
 */
public final class ConversationRunner {
    private final List<Gateway> gateways;

    /** @param gateways those that scripts call 1, 2, ...; where there are fewer, the numbers begin again */
    public ConversationRunner(List<Gateway> gateways) {
        if (gateways.isEmpty()) {
            throw new IllegalArgumentException("no gateway");
        }
        this.gateways = List.copyOf(gateways);
    }

    /** Plays one script from its first line to its last. */
    public void run(Path script) {
        try {
            run(String.valueOf(script.getFileName()), Files.readAllLines(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plays these lines; the name is for messages. */
    public void run(String name, List<String> script) {
        try (Conversation conversation = new Conversation(gateways)) {
            for (Line line : Line.of(script)) {
                play(name, conversation, line);
            }
            Map<String, ?> unread = conversation.unread();
            if (!unread.isEmpty()) {
                throw new AssertionError(name + ": nobody expected " + unread);
            }
        }
    }

    private static void play(String name, Conversation conversation, Line line) {
        try {
            conversation.play(line);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(name + ":" + line.number() + ": " + line + "\n    " + e.getMessage(), e);
        }
    }
}
