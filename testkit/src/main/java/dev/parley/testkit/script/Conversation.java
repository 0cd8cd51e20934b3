package dev.parley.testkit.script;

import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of one script: its connections and its variables. One thread. */
final class Conversation implements AutoCloseable {
    private static final Pattern QUIET = Pattern.compile("nothing within (\\d+) (s|ms)");
    private static final Pattern CLOSED = Pattern.compile("closed within (\\d+) (s|ms)");
    private static final List<String> STREAM_HEADERS = List.of("subscription", "receipt-id");

    private final Map<String, StompClient> clients = new HashMap<>();
    private final List<Gateway> gateways;
    private final Variables variables;

    Conversation(List<Gateway> gateways) {
        this.gateways = gateways;
        this.variables = new Variables(gateways.get(0));
    }

    void play(Line line) {
        String text = variables.fill(line.text());
        switch (line.verb()) {
            case "OPEN" -> open(line.who(), FrameText.headers(text));
            case "CONNECT" -> connect(line.who(), FrameText.headers(text));
            case "C" -> client(line.who()).send(frame(FrameText.parse(text)));
            case "RAW" -> client(line.who()).sendRaw(raw(text).getBytes(StandardCharsets.UTF_8));
            case "S" -> expect(client(line.who()), text);
            case "CUT" -> client(line.who()).close();
            default -> throw new ScriptError("no such verb: " + line.verb());
        }
    }

    /** What came and was not expected, by connection. */
    Map<String, List<StompFrame>> unread() {
        Map<String, List<StompFrame>> unread = new HashMap<>();
        clients.forEach((who, client) -> {
            if (!client.unread().isEmpty()) {
                unread.put(who, client.unread());
            }
        });
        return unread;
    }

    private Map<String, String> open(String who, Map<String, String> settings) {
        Map<String, String> headers = new LinkedHashMap<>(settings);
        int number =
                Integer.parseInt(Optional.ofNullable(headers.remove("gateway")).orElse("1"));
        String door = Optional.ofNullable(headers.remove("door")).orElse("ws");
        String protocols = Optional.ofNullable(headers.remove("protocols")).orElse("");
        List<String> offered = protocols.isEmpty() ? List.of() : Arrays.asList(protocols.split(",", -1));
        String wanted = headers.remove("protocol");
        StompClient client = gateways.get((number - 1) % gateways.size()).open(door, offered);
        Optional.ofNullable(clients.put(who, client)).ifPresent(StompClient::close);
        if (wanted != null && !client.subProtocol().orElse("none").equals(wanted)) {
            throw new AssertionError("the sub-protocol is " + client.subProtocol());
        }
        return headers;
    }

    private void connect(String who, Map<String, String> settings) {
        String[] headers = open(who, settings).entrySet().stream()
                .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
                .toArray(String[]::new);
        client(who).connect(headers);
    }

    private void expect(StompClient client, String text) {
        Matcher quiet = QUIET.matcher(text);
        Matcher closed = CLOSED.matcher(text);
        if (quiet.matches()) {
            client.expectNothing(duration(quiet));
        } else if (closed.matches()) {
            client.expectClosed(duration(closed));
        } else {
            compare(FrameText.parse(text), client);
        }
    }

    /** Takes the next frame of the same stream: that of the command, and of the subscription or the receipt if named. */
    private void compare(FrameText wanted, StompClient client) {
        StompFrame frame =
                client.expect(wanted.command(), candidate -> isOfStream(candidate, wanted), StompClient.PATIENCE);
        wanted.headers().forEach((name, value) -> compareHeader(name, value, frame));
        wanted.body()
                .flatMap(body -> new BodyPattern(body, variables).mismatch(frame.body()))
                .ifPresent(mismatch -> {
                    throw new AssertionError(mismatch + "; got " + frame);
                });
    }

    private static boolean isOfStream(StompFrame frame, FrameText wanted) {
        return frame.command().equals(wanted.command())
                && STREAM_HEADERS.stream()
                        .filter(wanted.headers()::containsKey)
                        .allMatch(name -> Objects.equals(
                                frame.headers().get(name), wanted.headers().get(name)));
    }

    private void compareHeader(String name, String wanted, StompFrame frame) {
        if (name.startsWith("!")) {
            if (frame.header(name.substring(1)).isPresent()) {
                throw new AssertionError("there is a header " + name.substring(1) + " in " + frame);
            }
        } else if (!frame.header(name)
                .map(actual -> variables.accepts(wanted, actual))
                .orElse(false)) {
            throw new AssertionError(
                    "header " + name + " is " + frame.header(name).orElse("absent") + " in " + frame);
        }
    }

    private StompClient client(String who) {
        return Optional.ofNullable(clients.get(who))
                .orElseThrow(() -> new ScriptError(who + " has no connection: OPEN or CONNECT first"));
    }

    private static StompFrame frame(FrameText text) {
        return new StompFrame(text.command(), text.headers(), text.body().orElse(""));
    }

    private static String raw(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
    }

    private static Duration duration(Matcher matcher) {
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }

    @Override
    public void close() {
        clients.values().forEach(StompClient::close);
    }
}
