package dev.parley.auth.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code ./parley admin}: one command of the admin API. The status is 0, 1 where it was refused, 2 where it was no command. */
public final class AdminMain {
    private static final String DEFAULT_URL = "http://localhost:8080";
    private static final String JSON = "--json";

    private AdminMain() {}

    public static void main(String[] args) {
        System.exit(run(
                List.of(args),
                System.getenv(),
                () -> Credentials.find(System.getenv(), System.console()),
                System.out,
                System.err));
    }

    /** @param credentials looked for only once the command is known to be one */
    static int run(
            List<String> words,
            Map<String, String> environment,
            Supplier<Credentials> credentials,
            PrintStream out,
            PrintStream err) {
        try {
            AdminRequest request = AdminRequest.of(
                    words.stream().filter(word -> !word.equals(JSON)).toList());
            URI gateway = gateway(environment.getOrDefault("PARLEY_ADMIN_URL", DEFAULT_URL));
            Optional<JsonObject> answer = new AdminClient(gateway).run(request, credentials.get());
            out.println(answer.map(words.contains(JSON) ? JsonObject::encodePrettily : Listing::of)
                    .orElse("done"));
            return 0;
        } catch (AdminFailure failure) {
            err.println("parley: " + failure.sentence());
            return failure.status();
        }
    }

    private static URI gateway(String url) {
        try {
            URI gateway = URI.create(url);
            if (gateway.getHost() != null
                    && ("http".equals(gateway.getScheme()) || "https".equals(gateway.getScheme()))) {
                return gateway;
            }
        } catch (IllegalArgumentException notOne) {
            // said below
        }
        throw AdminFailure.usage("PARLEY_ADMIN_URL must be http://HOST:PORT or https://HOST:PORT");
    }
}
