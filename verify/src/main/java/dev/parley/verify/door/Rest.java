package dev.parley.verify.door;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls of the REST API. Each takes ten seconds at most. */
public final class Rest {
    private static final int CALL_SECONDS = 10;
    private static final int SUCCESS = 200;
    private static final int REDIRECTION = 300;
    private static final int SERVER_ERROR = 500;
    private static final long MILLIS = 1000;

    private final HttpClient http;

    Rest(HttpClient http) {
        this.http = http;
    }

    /**
     * What was asked.
     *
     * @param path with its query
     * @param token of who asks, or null
     * @param body or null
     */
    public record Call(
            HttpMethod method,
            String path,
            @Nullable String token,
            @Nullable JsonObject body) {
        public static Call get(String path, String token) {
            return new Call(HttpMethod.GET, path, token, null);
        }

        public static Call post(String path, @Nullable String token, JsonObject body) {
            return new Call(HttpMethod.POST, path, token, body);
        }
    }

    /** A success. */
    public record Reply(int status, String text) {
        public JsonObject json() {
            return new JsonObject(text);
        }

        /** The objects in that array of the answer, each with the bytes that came. */
        public List<String> items(String name) {
            return RawJson.items(RawJson.member(text, name).orElse("[]"));
        }
    }

    /** The answer; fails with {@link Refused} where it is a problem, and otherwise where there is none. */
    public Future<Reply> ask(Gateway gateway, Call call) {
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setHost(gateway.host())
                .setPort(gateway.port())
                .setSsl(gateway.isSecure())
                .setURI(call.path());
        return http.request(options)
                .compose(request -> send(request, call)
                        .timeout(CALL_SECONDS, TimeUnit.SECONDS)
                        .onFailure(failed -> request.reset()))
                .timeout(CALL_SECONDS, TimeUnit.SECONDS);
    }

    private static Future<Reply> send(HttpClientRequest request, Call call) {
        if (call.token() != null) {
            request.putHeader("Authorization", "Bearer " + call.token());
        }
        JsonObject body = call.body();
        if (body == null) {
            return request.send().compose(Rest::reply);
        }
        return request.putHeader("Content-Type", "application/json")
                .send(body.toBuffer())
                .compose(Rest::reply);
    }

    private static Future<Reply> reply(HttpClientResponse response) {
        return response.body().map(body -> {
            int status = response.statusCode();
            if (status < SUCCESS || status >= REDIRECTION) {
                throw refusal(status, response.getHeader("Retry-After"), body);
            }
            return new Reply(status, body.toString(StandardCharsets.UTF_8));
        });
    }

    private static Refused refusal(int status, @Nullable String retryAfter, Buffer body) {
        long millis = retryAfter != null && retryAfter.matches("\\d{1,6}") ? Long.parseLong(retryAfter) * MILLIS : 0;
        try {
            JsonObject problem = body.toJsonObject();
            return new Refused(problem.getString("code", "http-" + status), problem.getString("detail", ""), millis);
        } catch (DecodeException | ClassCastException notOurs) {
            return new Refused(status >= SERVER_ERROR ? "unavailable" : "http-" + status, "status " + status, millis);
        }
    }
}
