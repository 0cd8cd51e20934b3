package dev.parley.gateway.transport;

import dev.parley.gateway.peer.Peer;
import dev.parley.gateway.peer.PeerClient;
import dev.parley.gateway.peer.Peers;
import dev.parley.gateway.peer.Sender;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Brings a request to the gateway that has its session (docs/adr/0016-polls-find-their-session.md). A session that is not
 * here is looked for at the gateway that owns its name; the owner, when it has it neither, asks the others, for a session
 * may be older than its owner. What nobody has is opened at the owner. So a request goes over two gateways at most.
 */
final class SockJsForwarder implements Handler<RoutingContext> {
    private static final int MOST_HOPS = 2;

    private final SockJsSessions sessions;
    private final Peers peers;
    private final PeerClient toPeers;

    SockJsForwarder(SockJsSessions sessions, Peers peers, PeerClient toPeers) {
        this.sessions = sessions;
        this.peers = peers;
        this.toPeers = toPeers;
    }

    @Override
    public void handle(RoutingContext context) {
        SockJsRequest request = SockJsRequest.of(context);
        String session = request.kept().orElse(null);
        if (session != null && context.request().method().equals(HttpMethod.HEAD)) {
            answer(context, request.sender(), sessions.isHere(session));
        } else if (session == null
                || sessions.isHere(session)
                || request.sender().hops() >= MOST_HOPS) {
            context.next();
        } else {
            Optional<Peer> owner = request.sender().hops() == 0 ? peers.ownerOf(session) : Optional.empty();
            owner.ifPresentOrElse(
                    peer -> toOwner(context, request.sender(), peer),
                    () -> toWhoHasIt(context, request.sender(), peers.others()));
        }
    }

    /** Another gateway asks whether the session is here; nobody else is told. */
    private static void answer(RoutingContext context, Sender sender, boolean here) {
        context.response().setStatusCode(here && sender.hops() > 0 ? 204 : 404).end();
    }

    private void toOwner(RoutingContext context, Sender sender, Peer owner) {
        List<Peer> rest = new ArrayList<>(peers.others());
        rest.remove(owner);
        forward(context, sender, owner).onFailure(away -> toWhoHasIt(context, sender, rest));
    }

    private void toWhoHasIt(RoutingContext context, Sender sender, List<Peer> asked) {
        if (asked.isEmpty()) {
            context.next();
            return;
        }
        // A request that has come over one gateway goes on to the last one that it may.
        Sender last = new Sender(sender.client(), MOST_HOPS - 1);
        whoHasIt(context, last, asked).onSuccess(holder -> {
            if (holder.isEmpty()) {
                context.next();
            } else {
                forward(context, last, holder.get()).onFailure(away -> context.next());
            }
        });
    }

    /** Asks all of them at once; whoever does not answer does not have it. */
    private Future<Optional<Peer>> whoHasIt(RoutingContext context, Sender sender, List<Peer> asked) {
        List<Future<Optional<Peer>>> answers = asked.stream()
                .map(peer -> toPeers.isOpenAt(peer, context.request(), sender)
                        .map(here -> here ? Optional.of(peer) : Optional.<Peer>empty()))
                .toList();
        return Future.join(answers)
                .map(all -> answers.stream()
                        .map(answer -> Objects.requireNonNull(answer.result()))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private Future<Void> forward(RoutingContext context, Sender sender, Peer peer) {
        HttpDeadlines.leaveToSession(context.request().connection());
        Buffer body = context.body().buffer();
        return toPeers.forward(peer, context.request(), body == null ? Buffer.buffer() : body, sender);
    }
}
