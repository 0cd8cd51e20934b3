package dev.parley.e2e.sim;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a process of the simulation takes for its Vert.x instance on the backbone: timers, and the event bus. */
final class SimVertx {
    private final String name;
    private final Schedule schedule;
    private final Network network;
    private final Random random;
    private final Schedule.Loop home;
    private final Set<Long> cancelled = new HashSet<>();
    private final EventBus bus;
    private final Vertx vertx;
    private long timers;

    SimVertx(String name, Schedule schedule, Network network, Random random) {
        this.name = name;
        this.schedule = schedule;
        this.network = network;
        this.random = random;
        this.home = schedule.loop(name);
        this.bus = bus();
        this.vertx = vertx();
    }

    Vertx asVertx() {
        return vertx;
    }

    /** The one event loop of its backbone. */
    Schedule.Loop home() {
        return home;
    }

    private Vertx vertx() {
        return StandIn.of(Vertx.class)
                .and("eventBus", given -> bus)
                .and("getOrCreateContext", given -> home.context())
                .and("timer", given -> timer((Long) given[0]))
                .and("setTimer", given -> setTimer((Long) given[0], StandIn.handler(given[1])))
                .and("setPeriodic", given -> setPeriodic((Long) given[0], StandIn.handler(given[1])))
                .and("cancelTimer", given -> cancelled.add((Long) given[0]))
                .made();
    }

    private Timer timer(long millis) {
        Promise<Void> fired = Promise.promise();
        schedule.after(Duration.ofMillis(millis), home, fired::complete);
        return StandIn.of(Timer.class).orElse(fired.future()).made();
    }

    private long setTimer(long millis, Handler<Long> handler) {
        long id = timers++;
        schedule.after(Duration.ofMillis(millis), home, () -> fire(id, handler));
        return id;
    }

    private long setPeriodic(long millis, Handler<Long> handler) {
        long id = timers++;
        schedule.every(Duration.ofMillis(millis), home, () -> fire(id, handler));
        return id;
    }

    private void fire(long id, Handler<Long> handler) {
        if (!cancelled.contains(id)) {
            handler.handle(id);
        }
    }

    private EventBus bus() {
        return StandIn.of(EventBus.class)
                .and("registerCodec", given -> null)
                .and("codecSelector", given -> null)
                .and("serializableChecker", given -> null)
                .and("clusterSerializableChecker", given -> null)
                .and("consumer", given -> consumer((String) given[0]))
                .and("send", given -> send((String) given[0], given[1]))
                .and("publish", given -> publish((String) given[0], given[1]))
                .and("request", given -> request((String) given[0], given[1], (DeliveryOptions) given[2]))
                .made();
    }

    private MessageConsumer<?> consumer(String address) {
        Network.Served[] served = new Network.Served[1];
        return StandIn.of(MessageConsumer.class)
                .and("handler", given -> {
                    served[0] = new Network.Served(this, home, StandIn.handler(given[0]));
                    network.serve(address, served[0]);
                    return null;
                })
                .and("completion", given -> Future.succeededFuture())
                .and("unregister", given -> {
                    network.end(address, served[0]);
                    return Future.succeededFuture();
                })
                .made();
    }

    /** To one of those who listen. Which of two owners that is, is for the draw. */
    private Network.@Nullable Served oneAt(String address) {
        List<Network.Served> all = network.at(address);
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private @Nullable EventBus send(String address, Object body) {
        Network.Served served = oneAt(address);
        if (served != null) {
            tell(served, body);
        }
        return null;
    }

    private @Nullable EventBus publish(String address, Object body) {
        network.at(address).forEach(served -> tell(served, body));
        return null;
    }

    private void tell(Network.Served served, Object body) {
        network.carry(
                this,
                served.process(),
                body,
                served.loop(),
                () -> served.handler().handle(message(body, reply -> {}, failure -> {}, false)));
    }

    private Future<Message<Object>> request(String address, Object body, DeliveryOptions options) {
        Promise<Message<Object>> answer = Promise.promise();
        Network.Served served = oneAt(address);
        if (served == null) {
            home.execute(() -> answer.tryFail(new ReplyException(ReplyFailure.NO_HANDLERS)));
            return answer.future();
        }
        schedule.after(
                Duration.ofMillis(options.getSendTimeout()),
                home,
                () -> answer.tryFail(new ReplyException(ReplyFailure.TIMEOUT)));
        SimVertx to = served.process();
        Message<Object> message = message(
                body,
                reply -> network.carry(
                        to, this, reply, home, () -> answer.tryComplete(message(reply, none -> {}, none -> {}, false))),
                failure -> network.carry(to, this, failure, home, () -> answer.tryFail(failure)),
                true);
        network.carry(this, to, body, served.loop(), () -> served.handler().handle(message));
        return answer.future();
    }

    @SuppressWarnings("unchecked")
    private static Message<Object> message(
            Object body, Consumer<Object> onReply, Consumer<ReplyException> onFailure, boolean asked) {
        return StandIn.of(Message.class)
                .and("body", given -> body)
                .and("replyAddress", given -> asked ? "reply" : null)
                .and("reply", given -> {
                    onReply.accept(given[0]);
                    return null;
                })
                .and("fail", given -> {
                    onFailure.accept(
                            new ReplyException(ReplyFailure.RECIPIENT_FAILURE, (Integer) given[0], (String) given[1]));
                    return null;
                })
                .made();
    }

    /** The process dies; the others notice after a while. */
    void kill(Duration noticedAfter, Schedule.Loop world) {
        home.die();
        schedule.after(noticedAfter, world, () -> network.forget(this));
    }

    @Override
    public String toString() {
        return name;
    }
}
