package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.MessageTaken;
import dev.parley.contracts.broker.Place;
import dev.parley.contracts.broker.SendMessage;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Backbone;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The one part of a gateway that carries what is sent to topics and queues between its event loops and the other
 * gateways (docs/adr/0018-topics-and-queues.md). Each place is owned by one live gateway, chosen by rendezvous hashing.
 * Lives on one context of the backbone.
 */
public final class BrokerNode {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Backbone backbone;
    private final Context home;
    private final Bus bus;
    private final Duration renewal;
    private final BrokerMeters meters;
    private final Ownership ownership;
    private final Owner owner;
    private final Audience audience;
    private final List<Long> timers = new ArrayList<>();
    private boolean running;

    /**
     * @param home the context of the backbone on which it lives
     * @param renewal how often owners are told again who listens
     */
    public BrokerNode(
            Backbone backbone, Context home, Bus bus, BrokerOptions options, Duration renewal, BrokerMeters meters) {
        this.backbone = backbone;
        this.home = home;
        this.bus = bus;
        this.renewal = renewal;
        this.meters = meters;
        this.ownership = new Ownership(backbone);
        this.owner = new Owner(bus, ownership, options, meters, () -> System.nanoTime() / 1_000_000);
        this.audience = new Audience(home, bus, ownership, options.unsettled());
    }

    /** Serves the other gateways; to be added to the table of this gateway's address. */
    public CommandTable serve(CommandTable table) {
        return audience.serve(owner.serve(table));
    }

    /** Begins to repeat itself and to follow who is there. Call on its context. */
    public void start() {
        running = true;
        ownership.refresh();
        backbone.onChange(() -> home.runOnContext(ignored -> look()));
        timers.add(backbone.vertx().setPeriodic(renewal.toMillis(), fired -> audience.renew()));
        timers.add(backbone.vertx().setPeriodic(TICK.toMillis(), fired -> tick()));
    }

    /** Gives what waits in its queues to the gateways that stay. Call on its context, while its address is served. */
    public Future<Void> stop() {
        running = false;
        timers.forEach(backbone.vertx()::cancelTimer);
        ownership.leave();
        return owner.moveWhatIsNotMine().otherwiseEmpty();
    }

    /**
     * Gives a message to the owner of its place; if that is another one in the end, to that one. Any thread.
     *
     * @return completes when the owner has it
     */
    Future<MessageTaken> send(Place place, BrokerMessage message) {
        Promise<MessageTaken> taken = Promise.promise();
        home.runOnContext(ignored -> toOwner(place, message).onComplete(taken));
        return taken.future();
    }

    private Future<MessageTaken> toOwner(Place place, BrokerMessage message) {
        NodeId to = ownership.ownerOf(place);
        return bus.ask(new SendMessage(to, place, message))
                .recover(failure -> isUnavailable(failure) && !to.equals(ownership.ownerOf(place))
                        ? toOwner(place, message)
                        : Future.failedFuture(failure));
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == ErrorCode.UNAVAILABLE;
    }

    Audience audience() {
        return audience;
    }

    BrokerMeters meters() {
        return meters;
    }

    private void tick() {
        look();
        owner.tick();
    }

    private void look() {
        if (running && ownership.refresh()) {
            owner.onMembersChanged();
            audience.renew();
        }
    }
}
