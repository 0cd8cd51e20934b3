package dev.parley.standalone.attack;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.Parley;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Too many people, too many calls: at a Parley of its own, behind a proxy that it trusts, so that a client of the tests is
 * where its {@code X-Forwarded-For} says. Rates by the hour do not fill within a test. Those by the second do; what is sent
 * at once is more than they could ever let through.
 */
@SuppressWarnings("NullAway.Init")
class FloodsIT {
    private static final int PEOPLE = 3;
    private static final String CALLS = "20";
    private static final int MANY = 300;
    private static final String OFFICE = "198.51.100.1";
    private static final String REGISTER = "/api/v1/auth/register";
    private static final String GUEST = "/api/v1/auth/guest";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern SEQUENCE = Pattern.compile("\"seq\":(\\d+)");

    private static Parley parley;
    private static Http http;
    private static String chief;

    @BeforeAll
    static void start(@TempDir Path folder) {
        parley = new Parley(
                folder,
                Map.ofEntries(
                        entry("PARLEY_AUTH_GUESTS", "true"),
                        entry("PARLEY_TRUSTED_PROXIES", "127.0.0.0/8"),
                        entry("PARLEY_ADMIN_USERNAME", "chief"),
                        entry("PARLEY_ADMIN_PASSWORD", Attacked.PASSWORD),
                        entry("PARLEY_REGISTRATIONS_PER_HOUR", "1"),
                        entry("PARLEY_REGISTRATIONS_BURST", Integer.toString(PEOPLE)),
                        entry("PARLEY_GUESTS_PER_HOUR", "1"),
                        entry("PARLEY_GUESTS_BURST", Integer.toString(PEOPLE)),
                        entry("PARLEY_USER_CALLS_PER_SECOND", "1"),
                        entry("PARLEY_USER_CALLS_BURST", CALLS),
                        entry("PARLEY_ADDRESS_CALLS_PER_SECOND", "1"),
                        entry("PARLEY_ADDRESS_CALLS_BURST", CALLS)));
        http = new Http(parley.gateway());
        chief = signIn("chief").json().getString("access_token");
    }

    @AfterAll
    static void stop() {
        parley.close();
    }

    private static Http.Answer signIn(String username) {
        JsonObject grant = new JsonObject()
                .put("grant_type", "password")
                .put("username", username)
                .put("password", Attacked.PASSWORD);
        return from(OFFICE, "/api/v1/auth/token", grant);
    }

    private static Http.Answer from(String address, String path, JsonObject body) {
        return http.send("POST", path, body.encode(), "X-Forwarded-For: " + address);
    }

    private static Http.Answer register(String address, String username) {
        return from(
                address, REGISTER, new JsonObject().put("username", username).put("password", Attacked.PASSWORD));
    }

    private static Http.Answer guest(String address) {
        return from(address, GUEST, new JsonObject().put("displayName", "Passer-by"));
    }

    private static void isRefused(Http.Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().getString("code")).isEqualTo("rate-limited");
        assertThat(answer.header("Retry-After").map(Integer::parseInt).orElseThrow())
                .isBetween(1, 3601);
    }

    /** Who came to be, as the audit log has it: what happened from these addresses. */
    private static List<String> madeFrom(String... addresses) {
        JsonObject page =
                http.as(chief, "GET", "/api/v1/admin/audit?limit=100", "").json();
        return page.getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(event ->
                        Arrays.asList(addresses).contains(event.getString("address"))) // null of the first admin
                .map(event -> event.getString("event"))
                .toList();
    }

    @Test
    void oneAddressDoesNotMakeManyAccounts() {
        String address = "203.0.113.1";
        for (int made = 0; made < PEOPLE; made++) {
            assertThat(register(address, "flood" + made).status()).isEqualTo(201);
        }

        isRefused(register(address, "flood-more"));
        isRefused(
                register("203.0.113.99, " + address, "flood-more")); // what the client wrote itself counts for nothing

        assertThat(madeFrom(address, "203.0.113.99")).hasSize(PEOPLE).containsOnly("registered");
        assertThat(signIn("flood-more").status()).isEqualTo(401);
        assertThat(register("203.0.113.2", "neighbour").status()).isEqualTo(201);
    }

    @Test
    void oneNetworkOfIpv6DoesNotMakeManyAccounts() {
        for (int made = 0; made < PEOPLE; made++) {
            assertThat(register("2001:db8:1:1::" + made, "sixth" + made).status())
                    .isEqualTo(201);
        }

        isRefused(register("2001:db8:1:1:ffff::1", "sixth-more"));

        assertThat(signIn("sixth-more").status()).isEqualTo(401);
    }

    @Test
    void namesThatAreTakenAreNotLookedForByRegistering() {
        String address = "203.0.113.3";
        for (int tried = 0; tried < PEOPLE; tried++) {
            assertThat(register(address, "chief").status()).isEqualTo(409);
        }

        isRefused(register(address, "chief"));

        assertThat(madeFrom(address)).isEmpty();
    }

    @Test
    void oneAddressDoesNotMakeManyGuests() {
        String address = "203.0.113.4";
        for (int made = 0; made < PEOPLE; made++) {
            assertThat(guest(address).status()).isEqualTo(201);
        }

        isRefused(guest(address));

        assertThat(madeFrom(address)).hasSize(PEOPLE).containsOnly("guest-came");
        assertThat(guest("203.0.113.5").status()).isEqualTo(201);
    }

    @Test
    void oneUserDoesNotFloodRest() {
        String mallory = register(OFFICE, "mallory").json().getString("access_token");
        String say = "{\"message\":\"flood\"}";

        String answers = flood(
                "POST /api/v1/rooms/square/messages",
                "Authorization: Bearer " + mallory + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + say.length(),
                say);

        List<Integer> statuses = numbers(STATUS, answers);
        assertThat(statuses).hasSize(MANY).contains(201, 429).containsOnly(201, 429);
        List<Integer> said = numbers(SEQUENCE, answers);
        assertThat(said).hasSize(Collections.frequency(statuses, 201));
        int head = http.as(chief, "GET", "/api/v1/rooms/square", "").json().getInteger("head");
        assertThat(said).containsExactlyElementsOf(sequences(head - said.size() + 1, head));
    }

    @Test
    void nobodyDoesNotFloodRest() {
        String address = "203.0.113.6";
        String before = http.as(chief, "GET", "/api/v1/rooms/lobby", "").body();

        String answers = flood(
                "PUT /api/v1/rooms/lobby/bans/@chief",
                "Authorization: Bearer e30.e30.AA\r\nX-Forwarded-For: " + address + "\r\nContent-Length: 0",
                "");

        List<Integer> statuses = numbers(STATUS, answers);
        assertThat(statuses).hasSize(MANY).contains(401, 429).containsOnly(401, 429);
        Http.Answer neighbour =
                http.ask("GET", "/api/v1/rooms/lobby", "Authorization: Bearer " + chief, "X-Forwarded-For: " + address);
        assertThat(neighbour.status()).as("who has signed in there").isEqualTo(200);
        assertThat(neighbour.body()).isEqualTo(before);
    }

    private static List<Integer> sequences(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    /** All at once, over one connection; the answers. */
    private static String flood(String call, String headers, String body) {
        String request = call + " HTTP/1.1\r\nHost: parley.example\r\n" + headers + "\r\n";
        return http.raw((request + "\r\n" + body).repeat(MANY - 1) + request + "Connection: close\r\n\r\n" + body)
                .text();
    }

    private static List<Integer> numbers(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }
}
