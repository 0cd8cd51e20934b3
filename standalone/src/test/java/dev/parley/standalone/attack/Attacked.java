package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.chat.RenewInterest;
import dev.parley.standalone.Parley;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The Parley that all attacks are at, started once: rooms are made by people, guests may come, browsers only from one
 * origin. Alice has a private room, {@link #VAULT}, with things in it, and a public one; wilma is a member of what she is asked into, mallory of nothing.
 */
final class Attacked implements AutoCloseable {
    static final String VAULT = "vault";
    /** A room that does not exist, with a name as long. */
    static final String ATTIC = "attic";

    static final String GARDEN = "garden";
    static final String SITE = "https://chat.example";
    static final String SECRET = "the plan is under the flower pot";
    static final String PASSWORD = "correct horse battery";
    static final String ADMIN = "overseer";

    private final Parley parley;
    private final Http http;
    private final AtomicInteger receipts = new AtomicInteger();
    private final String alice;
    private final String mallory;
    private final String wilma;
    private final String guest;

    /** Gives a test the one that is there. */
    static final class Given implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Attacked.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Attacked.class))
                    .computeIfAbsent(Attacked.class, type -> new Attacked());
        }
    }

    private Attacked() {
        this.parley = new Parley(
                freshFolder(),
                Map.of(
                        "PARLEY_ROOMS_OPEN",
                        "false",
                        "PARLEY_AUTH_GUESTS",
                        "true",
                        "PARLEY_ALLOWED_ORIGINS",
                        SITE,
                        "PARLEY_AUTH_ACCESS_SECONDS",
                        "3600",
                        "PARLEY_ADMIN_USERNAME",
                        ADMIN,
                        "PARLEY_ADMIN_PASSWORD",
                        PASSWORD));
        this.http = new Http(parley.gateway());
        this.alice = register("alice");
        this.mallory = register("mallory");
        this.wilma = register("wilma");
        this.guest = http.send("POST", "/api/v1/auth/guest", "{\"displayName\":\"Passer-by\"}")
                .json()
                .getString("access_token");
        createRoom(VAULT, "private");
        createRoom(GARDEN, "public");
        say(VAULT, SECRET);
        say(GARDEN, "hello");
    }

    private static Path freshFolder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "runs").toAbsolutePath()), "attacked-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createRoom(String id, String visibility) {
        JsonObject room = new JsonObject().put("id", id).put("name", id).put("visibility", visibility);
        assertThat(http.as(alice, "POST", "/api/v1/rooms", room.encode()).status())
                .isEqualTo(201);
    }

    /** A new private room of alice's that wilma is a member of; its id. */
    String roomWithWilma() {
        String id = "parlour-" + receipts.incrementAndGet();
        createRoom(id, "private");
        String path = "/api/v1/rooms/" + id + "/members/@wilma";
        assertThat(http.as(alice, "PUT", path, "{\"role\":\"member\"}").status())
                .isEqualTo(200);
        return id;
    }

    /** Somebody new, with the {@link #PASSWORD} of everybody; the access token. */
    String register(String username) {
        JsonObject account = new JsonObject().put("username", username).put("password", PASSWORD);
        Http.Answer answer = http.send("POST", "/api/v1/auth/register", account.encode());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().getString("access_token");
    }

    /** The answer to the token request of somebody who has an account. */
    Http.Answer signIn(String username) {
        JsonObject grant = new JsonObject()
                .put("grant_type", "password")
                .put("username", username)
                .put("password", PASSWORD);
        return http.send("POST", "/api/v1/auth/token", grant.encode());
    }

    /** Alice says something. */
    void say(String room, String text) {
        String body = new JsonObject().put("message", text).encode();
        assertThat(http.as(alice, "POST", "/api/v1/rooms/" + room + "/messages", body)
                        .status())
                .isEqualTo(201);
    }

    Http http() {
        return http;
    }

    Gateway gateway() {
        return parley.gateway();
    }

    String alice() {
        return alice;
    }

    String mallory() {
        return mallory;
    }

    String wilma() {
        return wilma;
    }

    String guest() {
        return guest;
    }

    /** All that there is of alice's rooms and of her: what an attack must not change. */
    String state() {
        StringBuilder all = new StringBuilder();
        for (String path : List.of(
                "/api/v1/me",
                "/api/v1/rooms/" + VAULT,
                "/api/v1/rooms/" + VAULT + "/events?after=0&limit=100",
                "/api/v1/rooms/" + GARDEN,
                "/api/v1/rooms/" + GARDEN + "/events?after=0&limit=100")) {
            Http.Answer answer = http.as(alice, "GET", path, "");
            assertThat(answer.status()).as(path).isEqualTo(200);
            all.append(answer.body()).append('\n');
        }
        return all.toString();
    }

    /**
     * The kinds of messages that went over the bus, naming this, while something was tried. What a gateway wants of rooms
     * is left out: it is said every two seconds, so at times in the middle of an attempt ({@link
     * PrivateRoomsIT#leavesNothingWanted} looks at it).
     */
    List<String> questions(String name, Runnable attempt) {
        return carried(heard -> attempt.run()).stream()
                .filter(message -> !(message instanceof RenewInterest))
                .filter(message -> message.toString().contains(name))
                .map(message -> message.getClass().getSimpleName())
                .toList();
    }

    /** What goes over the bus while something is done that may look at it. */
    List<Object> carried(Consumer<List<Object>> done) {
        List<Object> heard = new CopyOnWriteArrayList<>();
        parley.listen(heard::add);
        done.accept(heard);
        parley.listen(message -> {});
        return heard;
    }

    /** A STOMP connection of somebody, that hears of refusals. */
    StompClient connected(String token) {
        StompClient client = StompClient.overTcp(gateway().host(), gateway().tcpPort());
        client.connect("passcode", token);
        client.send(StompFrame.of(
                "SUBSCRIBE", "id", "errors", "destination", "/user/queue/errors", "receipt", "errors-live"));
        client.expectReceipt("errors-live");
        return client;
    }

    /** A receipt that nobody else asks for. */
    String receipt() {
        return "r-" + receipts.incrementAndGet();
    }

    @Override
    public void close() {
        parley.close();
    }
}
