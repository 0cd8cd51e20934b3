package dev.parley.e2e.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.Runs;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A whole Parley with everything that logs at TRACE; people and operators tell it secrets in every way there is, also by
 * mistake. Then all that it wrote is searched for each of them.
 */
class SecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String PASSWORD = "first-secret-password-1907";
    private static final String NEW_PASSWORD = "second-secret-password-2811";
    private static final String WRONG_PASSWORD = "wrong-secret-password-3719";
    private static final String MISPLACED = "misplaced-secret-password-4523";

    private static TalkativeParley parley;
    private static HttpClient client;

    /** What must not be found, by what it is. */
    private final Map<String, String> secrets = new HashMap<>();
    /** What was answered, but for tokens where they were asked for. */
    private final List<String> answers = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Path folder = Runs.freshFolder("secrets");
        parley = new TalkativeParley(folder);
        client = HttpClient.newBuilder().sslContext(parley.trusting()).build();
    }

    @AfterAll
    static void stop() {
        parley.close();
    }

    @Test
    void areNowhereInWhatAParleyWrites() throws Exception {
        secrets.putAll(parley.secrets());
        secrets.put("password", PASSWORD);
        secrets.put("new password", NEW_PASSWORD);
        secrets.put("wrong password", WRONG_PASSWORD);
        secrets.put("password in a wrong place", MISPLACED);

        JsonObject registered = tokens("/api/v1/auth/register", account(PASSWORD), "registration");
        JsonObject refreshed = tokens("/api/v1/auth/token", refresh(registered), "refresh");
        signInInWrongWays();
        restInWrongWays(refreshed.getString("access_token"));
        adminsAndServices(refreshed.getString("access_token"));
        stomp(refreshed.getString("access_token"));
        bridge(refreshed.getString("access_token"));
        changePassword(refreshed.getString("access_token"));
        endSessions(registered, refreshed);

        assertNothingIsFound();
    }

    private static JsonObject account(String password) {
        return new JsonObject().put("username", "alice").put("password", password);
    }

    private static JsonObject grant(String password) {
        return account(password).put("grant_type", "password");
    }

    private static JsonObject refresh(JsonObject tokens) {
        return new JsonObject()
                .put("grant_type", "refresh_token")
                .put("refresh_token", tokens.getString("refresh_token"));
    }

    private JsonObject tokens(String path, JsonObject body, String from) throws Exception {
        JsonObject tokens = new JsonObject(send("POST", path, body.encode(), "application/json"));
        String access = tokens.getString("access_token");
        assertThat(access).as(from).isNotNull();
        secrets.put("access token of the " + from, access);
        secrets.put("signature of the token of the " + from, access.substring(access.lastIndexOf('.') + 1));
        secrets.put("refresh token of the " + from, tokens.getString("refresh_token"));
        return tokens;
    }

    private String send(String method, String path, String body, String type, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(parley.https() + path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    /** The same, where the answer is to have nothing secret in it. */
    private void tell(String method, String path, String body, String type, String... headers) throws Exception {
        answers.add(send(method, path, body, type, headers));
    }

    private void signInInWrongWays() throws Exception {
        String path = "/api/v1/auth/token";
        String form = "application/x-www-form-urlencoded";
        tell("POST", path, grant(WRONG_PASSWORD).encode(), "application/json");
        tell("POST", path, grant(WRONG_PASSWORD).put("username", "nobody").encode(), "application/json");
        tell("POST", path, grant(WRONG_PASSWORD).put("username", MISPLACED).encode(), "application/json");
        tell("POST", path, "grant_type=password&username=alice&password=" + WRONG_PASSWORD, form);
        tell("POST", path, "grant_type=password&password=" + MISPLACED + "&password=" + MISPLACED, form);
        tell("POST", path, "{\"username\":\"alice\",\"password\":" + MISPLACED + "}", "application/json");
        tell("POST", path, "{\"username\":\"alice\",\"password\":[\"" + MISPLACED + "\"]}", "application/json");
        tell("POST", path, "{\"grant_type\":\"" + MISPLACED + "\"}", "application/json");
        tell("POST", path, MISPLACED, "text/plain");
        tell("POST", "/api/v1/auth/register", account(WRONG_PASSWORD).encode(), "application/json");
        tell("POST", path + "?password=" + MISPLACED, "", "application/json");
        tell("GET", "/api/v1/" + MISPLACED, "", "application/json");
    }

    private void adminsAndServices(String token) throws Exception {
        String json = "application/json";
        String form = "application/x-www-form-urlencoded";
        tokens("/api/v1/auth/guest", new JsonObject().put("displayName", "Passer-by"), "guest");
        JsonObject admin = tokens(
                "/api/v1/auth/token",
                grant(TalkativeParley.ADMIN_PASSWORD).put("username", TalkativeParley.OPERATOR),
                "admin");
        String bearer = "Bearer " + admin.getString("access_token");
        for (String path : List.of("/users", "/users/@alice", "/audit", "/users/" + MISPLACED)) {
            tell("GET", "/api/v1/admin" + path, "", json, "Authorization", bearer);
        }
        tell("POST", "/api/v1/admin/keys/rotate", "", json, "Authorization", bearer);
        for (String secret : List.of(TalkativeParley.SERVICE_SECRET, WRONG_PASSWORD)) {
            String basic = TalkativeParley.OPERATOR + ":" + secret;
            String authorization =
                    "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
            secrets.put("credentials with " + secret, authorization.substring("Basic ".length()));
            tell("POST", "/api/v1/auth/introspect", "token=" + token, form, "Authorization", authorization);
        }
        tell("POST", "/api/v1/auth/introspect", "token=" + token, form);
        assertThat(answers).anyMatch(answer -> answer.contains("\"active\":true"));
    }

    private void restInWrongWays(String token) throws Exception {
        String forged = token.substring(0, token.length() - 4) + "AAAA";
        tell("GET", "/api/v1/me", "", "application/json", "Authorization", "Bearer " + forged);
        tell("GET", "/api/v1/me", "", "application/json", "Authorization", "Basic " + MISPLACED);
        tell("GET", "/api/v1/me?access_token=" + token, "", "application/json");
        tell("POST", "/api/v1/rooms", "{\"name\":", "application/json", "Authorization", "Bearer " + token);
        tell("GET", "/api/v1/rooms?limit=" + MISPLACED, "", "application/json", "Authorization", "Bearer " + token);
        tell("GET", "/api/v1/me", "", "application/json", "Authorization", "Bearer " + token);
        tell("GET", "/ws-sockjs/" + MISPLACED + "/x/xhr", "", "application/json", "Authorization", "Bearer " + token);
    }

    private void stomp(String token) {
        try (StompClient alice = StompClient.overTcp("127.0.0.1", parley.tcpPort())) {
            alice.connect("login", "alice", "passcode", PASSWORD);
            alice.send(StompFrame.of("SUBSCRIBE", "id", "e", "destination", "/user/queue/errors", "receipt", "e"));
            alice.expectReceipt("e");
            alice.send(
                    StompFrame.of("SEND", "destination", "/publish/auth/refresh", "Authorization", "Bearer " + token));
            alice.send(
                    StompFrame.of("SEND", "destination", "/publish/auth/refresh", "Authorization", "Bearer x" + token));
            answers.add(alice.expectMessage("e").toString());
            alice.send(StompFrame.of("SEND", "destination", "/topic/relayed", "passcode", MISPLACED)
                    .withBody("to nobody"));
            answers.add(alice.expectMessage("e").toString());
            alice.sendRaw(
                    ("SEND\ndestination:/topic/x\nAuthorization:Bearer " + token + "\nx:\\t" + MISPLACED + "\n\n\0")
                            .getBytes(StandardCharsets.UTF_8));
            answers.add(alice.expect("ERROR").toString());
        }
        for (String[] credentials : List.of(
                new String[] {"login", "alice", "passcode", WRONG_PASSWORD},
                new String[] {"login", "alice", "passcode", token + "x"},
                new String[] {"Authorization", "Bearer " + token + "x"},
                new String[] {"Authorization", "Basic " + MISPLACED},
                new String[] {"login", MISPLACED, "passcode", WRONG_PASSWORD, "accept-version", "9.9"})) {
            refused(StompFrame.of("CONNECT", credentials));
        }
        refused(StompFrame.of("SEND", "passcode", MISPLACED, "Authorization", "Bearer " + token));
        refused(StompFrame.of("CONNECT", "passcode", MISPLACED.repeat(100)));
    }

    private void refused(StompFrame frame) {
        try (StompClient stranger = StompClient.overTcp("127.0.0.1", parley.tcpPort())) {
            Map<String, String> headers = new HashMap<>(frame.headers());
            headers.putIfAbsent("accept-version", "1.2");
            headers.putIfAbsent("host", "parley");
            stranger.send(new StompFrame(frame.command(), headers, ""));
            answers.add(stranger.expect("ERROR").toString());
        }
    }

    private void bridge(String token) throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(parley.wss() + "/eventbus/websocket"), new Ear(heard))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String bearer : List.of("Bearer x" + token, "Basic " + MISPLACED, "Bearer " + token)) {
            int before = heard.size();
            JsonObject message = new JsonObject()
                    .put("type", "send")
                    .put("address", "chat.history")
                    .put("replyAddress", "reply")
                    .put("headers", new JsonObject().put("Authorization", bearer))
                    .put("body", new JsonObject().put("chatRoomId", "nowhere"));
            socket.sendText(message.encode(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Eventually.within(PATIENCE, () -> assertThat(heard).hasSizeGreaterThan(before));
        }
        socket.sendText("{\"password\":\"" + MISPLACED + "\",", true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        answers.addAll(heard);
        socket.abort();
    }

    private record Ear(List<String> heard) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            heard.add(StandardCharsets.UTF_8.decode(data).toString());
            socket.request(1);
            return null;
        }
    }

    private void changePassword(String token) throws Exception {
        String path = "/api/v1/auth/password";
        String bearer = "Bearer " + token;
        JsonObject wrong = new JsonObject().put("oldPassword", WRONG_PASSWORD).put("newPassword", NEW_PASSWORD);
        tell("POST", path, wrong.encode(), "application/json", "Authorization", bearer);
        tell("POST", path, wrong.put("newPassword", "x").encode(), "application/json", "Authorization", bearer);
        JsonObject right = new JsonObject().put("oldPassword", PASSWORD).put("newPassword", NEW_PASSWORD);
        tell("POST", path, right.encode(), "application/json", "Authorization", bearer);
    }

    private void endSessions(JsonObject spent, JsonObject last) throws Exception {
        tell("POST", "/api/v1/auth/token", refresh(spent).encode(), "application/json");
        tell("POST", "/api/v1/auth/logout", refresh(last).encode(), "application/json");
        tell("POST", "/api/v1/auth/token", refresh(last).encode(), "application/json");
    }

    private void assertNothingIsFound() throws Exception {
        String metrics = client.send(
                        HttpRequest.newBuilder(URI.create(parley.metrics())).build(), BodyHandlers.ofString())
                .body();
        String log = parley.log();
        assertThat(log).as("everything is logged").contains(" DEBUG PlatformDependent ", " TRACE RoutingContext ");
        assertThat(metrics).contains("parley_");
        assertThat(answers).hasSizeGreaterThan(30);
        Map<String, String> written = Map.of(
                "the log",
                log,
                "the metrics",
                metrics,
                "the command line",
                parley.commandLine(),
                "answers",
                String.join("\n", answers));
        written.forEach((where, text) -> secrets.forEach((what, secret) -> assertThat(text.contains(secret))
                .as("the %s in %s:%n%s", what, where, around(text, secret))
                .isFalse()));
    }

    /** Where it was found, without the rest of a long log. */
    private static String around(String text, String secret) {
        int at = text.indexOf(secret);
        return at < 0 ? "" : text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 100));
    }
}
