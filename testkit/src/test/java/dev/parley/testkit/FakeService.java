package dev.parley.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A main that is ready at its management port, and says what it was told. */
final class FakeService {
    private FakeService() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv("PARLEY_MANAGEMENT_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("stopped in order")));
        server.start();
        say("settings "
                + System.getenv().keySet().stream()
                        .filter(key -> key.startsWith("PARLEY_"))
                        .sorted()
                        .toList());
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
