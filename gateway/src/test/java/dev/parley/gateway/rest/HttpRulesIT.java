package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRulesIT {
    private static final String MESSAGES = "/api/v1/rooms/lobby/messages";

    @RegisterExtension
    static final RestServer server = RestServer.start();

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/v1/nothing", "/api/v2/me", "/api/v1/rooms/lobby/nothing"})
    void aPathThatDoesNotExistIsAProblemToo(String path) {
        server.alices("GET", path).send().refuses(ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE|/api/v1/me|GET, HEAD, OPTIONS, PATCH",
                "PUT|/api/v1/rooms|GET, HEAD, OPTIONS, POST",
                "GET|/api/v1/auth/token|OPTIONS, POST",
                "POST|/.well-known/jwks.json|GET, HEAD, OPTIONS"
            })
    void anotherMethodIsToldWhichThereAre(String method, String path, String allow) {
        Response response = server.alices(method, path).send();

        response.refuses(ErrorCode.BAD_REQUEST, 405);
        assertThat(response.header("Allow")).isEqualTo(allow);
    }

    @Test
    void optionsTellsTheMethods() {
        Response response = server.request("OPTIONS", MESSAGES).send();

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Allow")).isEqualTo("OPTIONS, POST");
    }

    @Test
    void headIsGetWithoutItsBody() {
        Response get = server.alices("GET", "/api/v1/me").send();
        Response head = server.alices("HEAD", "/api/v1/me").send();

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(get.bytes().length));
    }

    @Test
    void theDocumentIsServed() {
        Response response = server.request("GET", "/api/openapi.json").send();

        assertThat(response.json()).isEqualTo(OpenApi.DOCUMENT);
        assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/rooms/%zz", "/api/v1/rooms?limit=%zz", "/api/%"})
    void whatCannotBeDecodedIsABadRequest(String path) throws IOException {
        String answer =
                raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + server.key.token(RestServer.ALICE) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json", "\"bad-request\"");
    }

    @Nested
    class ABody {
        @ParameterizedTest
        @ValueSource(strings = {"", "{", "nonsense", "{\"message\":\"hi\"} x", "[\"message\"]", "null", "\"message\""})
        void thatIsNotAJsonObjectIsABadRequest(String body) {
            server.alices("POST", MESSAGES).json(body).send().refuses(ErrorCode.BAD_REQUEST);
        }

        @Test
        void isNeverEchoed() {
            Response response = server.alices("POST", MESSAGES)
                    .json("{\"message\":\"xyzzy\"; \"plugh\":12345}")
                    .send();

            assertThat(response.refuses(ErrorCode.BAD_REQUEST)).isEqualTo("the body is not JSON");
            assertThat(response.text()).doesNotContain("xyzzy", "plugh", "12345");
        }

        @Test
        void mayHaveMembersThatNobodyReads() {
            Response response = server.alices("POST", MESSAGES)
                    .json("{\"message\":\"hi\",\"later\":{\"a\":[1,{\"b\":null}]}}")
                    .send();

            assertThat(response.status()).isEqualTo(201);
        }

        @Test
        void isOnlySoDeep() {
            String nested = "[".repeat(200) + "]".repeat(200);

            server.alices("POST", MESSAGES)
                    .json("{\"message\":\"hi\",\"later\":" + nested + "}")
                    .send()
                    .refuses(ErrorCode.BAD_REQUEST);
        }

        @Test
        void overTheLimitIsTooLargeWhetherItsLengthIsAnnouncedOrNot() {
            String body = "{\"message\":\"hi\",\"later\":\"" + "x".repeat(RestServer.MAX_BODY) + "\"}";

            server.alices("POST", MESSAGES).json(body).send().refuses(ErrorCode.TOO_LARGE);
            server.alices("POST", MESSAGES)
                    .chunked("application/json", body)
                    .send()
                    .refuses(ErrorCode.TOO_LARGE);
            assertThat(server.services.heard(PostMessage.class)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "multipart/form-data; boundary=x",
                    "application/x-www-form-urlencoded",
                    "application/xml",
                    ""
                })
        void ofAnotherTypeIsNotSupported(String contentType) {
            server.alices("POST", MESSAGES)
                    .body(contentType, "message=hi")
                    .send()
                    .refuses(ErrorCode.BAD_REQUEST, 415);
        }

        @Test
        void thatIsEmptyMayHaveAnyType() {
            Response response = server.alices("POST", "/api/v1/rooms/lobby/join")
                    .body("text/plain", "")
                    .send();

            assertThat(response.status()).isEqualTo(204);
        }
    }

    @Nested
    class AFailure {
        @Test
        void ofAServiceIsAnIncidentWithoutItsText() {
            server.services.fail(ReadProfile.class, new IllegalStateException("SELECT secret"));

            Response response = server.alices("GET", "/api/v1/me").send();

            assertThat(response.refuses(ErrorCode.INTERNAL)).matches("incident [0-9a-f-]{36}");
        }

        @Test
        void toAnswerInTimeIsToldWhenToComeBack() {
            server.services.fail(JoinRoom.class, Refusal.unavailable("the database is away"));

            Response response =
                    server.alices("POST", "/api/v1/rooms/lobby/join").send();

            assertThat(response.refuses(ErrorCode.UNAVAILABLE)).isEqualTo("the database is away");
            assertThat(response.header("Retry-After")).isEqualTo("1");
        }
    }

    @Nested
    class ABrowser {
        @Test
        void ofAnyOriginMayReadWhereAllAreAllowed() {
            Response response =
                    server.alices("GET", "/api/v1/me").header("Origin", "null").send();

            assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(response.header("Access-Control-Allow-Credentials")).isEmpty();
        }

        @Test
        void isToldInAPreflightWhatItMaySend() {
            Response response = preflight(server, "https://app.example");

            assertThat(response.status()).isEqualTo(204);
            assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(response.header("Access-Control-Allow-Methods")).contains("PATCH", "POST");
            assertThat(response.header("Access-Control-Allow-Headers")).contains("Authorization", "Content-Type");
        }

        @Test
        void mayReadRefusalsToo() {
            Response response = server.request("GET", "/api/v1/me")
                    .header("Origin", "https://app.example")
                    .send();

            response.refuses(ErrorCode.UNAUTHENTICATED);
            assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(response.header("Access-Control-Expose-Headers")).contains("Retry-After");
        }

        @Test
        void ofAnotherOriginGetsNoPermissionWhereTheyAreListed() {
            try (RestServer strict = new RestServer(Set.of("https://App.example"))) {
                Response listed = preflight(strict, "https://app.example");
                Response other = preflight(strict, "https://evil.example");

                assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
                assertThat(other.headers().map()).doesNotContainKey("access-control-allow-origin");
                assertThat(other.header("Vary")).isEqualToIgnoringCase("origin");
            }
        }

        private static Response preflight(RestServer at, String origin) {
            return at.request("OPTIONS", "/api/v1/me")
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "PATCH")
                    .send();
        }
    }

    /** Says what no HTTP client would, and tells everything that is answered until the server closes. */
    private static String raw(String request) throws IOException {
        URI base = server.base();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
