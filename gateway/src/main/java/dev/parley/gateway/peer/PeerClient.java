package dev.parley.gateway.peer;

import dev.parley.platform.tls.DoorTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends requests of clients on to other gateways, and their answers back as they come. One event loop. */
public final class PeerClient {
    /** More than twice the heart-beat of SockJS, which every answer that takes long has. */
    private static final int SILENT_SECONDS = 60;

    private static final int LOOK_MILLIS = 1000;

    /** What concerns one connection only (RFC 9110, 7.6.1), and what Vert.x sets itself. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "content-length");

    private final HttpClientAgent client;
    private final PeerOptions options;
    private final Map<HttpClientRequest, Peer> onTheWay = new HashMap<>();

    /**
     * Call on the event loop that it is for.
     *
     * @param tls where gateways speak TLS: the own certificate, which is the others' too
     */
    public PeerClient(Vertx vertx, PeerOptions options, Peers peers, Optional<DoorTls> tls) {
        this.options = options;
        HttpClientOptions http = new HttpClientOptions()
                .setConnectTimeout((int) options.answerWithin().toMillis())
                .setIdleTimeout(SILENT_SECONDS);
        tls.ifPresent(door -> http.setSsl(true)
                .setVerifyHost(false) // the certificate is for the name that clients use, not for a pod's address
                .setTrustOptions(door.itself())
                .setEnabledSecureTransportProtocols(DoorTls.protocols()));
        this.client = vertx.createHttpClient(
                http, new PoolOptions().setHttp1MaxSize(options.forwards()).setMaxWaitQueueSize(options.forwards()));
        tls.ifPresent(door -> door.onChange(now -> client.updateSSLOptions(trusting(now))));
        vertx.setPeriodic(LOOK_MILLIS, fired -> endWhatHasNoPeer(peers));
    }

    private static ClientSSLOptions trusting(DoorTls now) {
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
        options.setTrustOptions(now.itself()).setEnabledSecureTransportProtocols(DoorTls.protocols());
        return options;
    }

    /** A gateway that the cluster has lost answers nothing any more; its clients are not to wait for the silence. */
    private void endWhatHasNoPeer(Peers peers) {
        List.copyOf(onTheWay.entrySet()).stream()
                .filter(entry -> !peers.isLive(entry.getValue()))
                .forEach(entry -> entry.getKey().reset());
    }

    /** Asks a peer whether what a request is for is open there; what cannot be asked is not. */
    public Future<Boolean> isOpenAt(Peer peer, HttpServerRequest request, Sender sender) {
        RequestOptions question = onward(peer, HttpMethod.HEAD, request)
                .putHeader(Sender.HEADER, sender.header(peer))
                .setIdleTimeout(options.answerWithin().toMillis());
        return client.request(question)
                .compose(HttpClientRequest::send)
                .map(answer -> answer.statusCode() == 204)
                .otherwise(false);
    }

    /**
     * Sends a request on. Completes when it has been sent, and the rest takes its course; fails when there is no
     * connection to the peer, and then nothing was sent or answered.
     */
    public Future<Void> forward(Peer peer, HttpServerRequest request, Buffer body, Sender sender) {
        return client.request(onward(peer, request.method(), request)).map(onward -> {
            copyEndToEnd(request, onward);
            onward.putHeader(Sender.HEADER, sender.header(peer));
            HttpServerResponse answer = request.response();
            if (answer.closed()) {
                onward.reset();
                return null;
            }
            answer.closeHandler(gone -> onward.reset());
            onTheWay.put(onward, peer);
            onward.send(body)
                    .compose(response -> relay(response, answer))
                    .onFailure(broken -> cut(request))
                    .onComplete(done -> onTheWay.remove(onward));
            return null;
        });
    }

    private RequestOptions onward(Peer peer, HttpMethod method, HttpServerRequest request) {
        String query = request.query();
        return new RequestOptions()
                .setHost(peer.host())
                .setPort(peer.port())
                .setMethod(method)
                .setURI(query == null ? request.path() : request.path() + "?" + query)
                .setConnectTimeout(options.answerWithin().toMillis());
    }

    private static void copyEndToEnd(HttpServerRequest request, HttpClientRequest onward) {
        request.headers().forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                onward.headers().add(name, value);
            }
        });
    }

    /** As fast as the client reads, and no faster. */
    private static Future<Void> relay(HttpClientResponse response, HttpServerResponse answer) {
        answer.setStatusCode(response.statusCode());
        response.headers().forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                answer.headers().add(name, value);
            }
        });
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            answer.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        } else if (response.statusCode() != 204 && response.version() == HttpVersion.HTTP_1_1) {
            answer.setChunked(true);
        }
        return response.pipe().endOnFailure(false).to(answer);
    }

    /** An answer that has begun cannot be taken back, only broken off; the client then knows that it is not whole. */
    private static void cut(HttpServerRequest request) {
        HttpServerResponse answer = request.response();
        if (answer.headWritten()) {
            answer.reset();
        } else if (!answer.ended() && !answer.closed()) {
            answer.setStatusCode(503).putHeader(HttpHeaders.RETRY_AFTER, "1").end();
        }
    }
}
