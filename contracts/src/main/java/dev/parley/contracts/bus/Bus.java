package dev.parley.contracts.bus;

import dev.parley.contracts.Command;
import dev.parley.contracts.Event;
import dev.parley.contracts.Reply;
import dev.parley.contracts.Wire;
import dev.parley.contracts.cluster.Canary;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Typed messages over the Vert.x event bus of the backbone. One Bus per Vert.x instance; any thread may call it, and
 * answers come on the caller's context.
 *
 * <p>Delivery is best effort and in order from one sender to one address. {@link #ask} tries again while nobody serves
 * the address, because then nothing can have been done; and where processes have come or gone it sends a command that is
 * {@linkplain Command#isRepeatable() repeatable} again, as it is, within the same time. A question that was delivered and
 * not answered in time fails {@code unavailable} with its outcome unknown, and is for the caller to repeat with the same
 * identity.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final long RETRY_MILLIS = 50;

    /** Of everything but questions, which have a time. */
    private static final DeliveryOptions OPTIONS = options();

    private final Vertx vertx;
    private final EventBus eventBus;
    private final Addresses addresses;
    private final long timeoutMillis;
    private final LongSupplier nanoTime;
    private final Questions questions;
    private volatile BiConsumer<String, Canary> canaries = (address, canary) -> {};

    /**
     * Takes the Vert.x instance's event bus into service: registers the codec and refuses Java serialisation.
     *
     * @param timeout how long {@link #ask} waits for an answer, tries included
     */
    public Bus(Vertx vertx, Addresses addresses, Duration timeout) {
        this(vertx, addresses, BusTimes.of(timeout), System::nanoTime);
    }

    public Bus(Vertx vertx, Addresses addresses, BusTimes times) {
        this(vertx, addresses, times, System::nanoTime);
    }

    /** @param nanoTime the clock that the instance's timers follow */
    public Bus(Vertx vertx, Addresses addresses, BusTimes times, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.questions = new Questions(vertx, times, nanoTime);
        this.vertx = vertx;
        this.addresses = addresses;
        this.timeoutMillis = times.timeout().toMillis();
        this.eventBus = vertx.eventBus();
        WireCodec codec = new WireCodec();
        eventBus.registerCodec(codec);
        eventBus.codecSelector(body -> body instanceof Wire ? WireCodec.NAME : null);
        eventBus.serializableChecker(name -> false);
        eventBus.clusterSerializableChecker(name -> false);
    }

    /** Where things go. */
    public Addresses addresses() {
        return addresses;
    }

    /** Sends a command to where it is served and gives its answer, or fails with a {@link Refusal}. */
    public <R extends Reply> Future<R> ask(Command<R> command) {
        String address = addresses.of(command);
        long deadline = nanoTime.getAsLong() + timeoutMillis * 1_000_000;
        return command.isRepeatable()
                ? questions.ask(() -> ask(address, command, deadline))
                : ask(address, command, deadline);
    }

    /** Processes have come or gone: for a while, what may be repeated and has no answer is sent again. Any thread. */
    public void onMembershipChanged() {
        questions.unsettle();
    }

    /** From now on this is called, on any thread, with each canary that is heard, and the address where. */
    public void onCanary(BiConsumer<String, Canary> listener) {
        canaries = listener;
    }

    private <R extends Reply> Future<R> ask(String address, Command<R> command, long deadline) {
        long left = Math.max(1, (deadline - nanoTime.getAsLong()) / 1_000_000);
        return this.<R>request(address, command, left)
                .map(Message::body)
                .recover(failure -> isNobodyThere(failure) && left > RETRY_MILLIS
                        ? vertx.timer(RETRY_MILLIS).compose(fired -> ask(address, command, deadline))
                        : Future.failedFuture(refusal(failure)));
    }

    private <R extends Reply> Future<Message<R>> request(String address, Command<R> command, long millis) {
        try {
            return eventBus.request(address, command, options().setSendTimeout(millis));
        } catch (RuntimeException failure) {
            return Future.failedFuture(incident(failure));
        }
    }

    /** Tells one listener at the address of an event. Nobody listening is no error. */
    public void tell(String address, Event event) {
        eventBus.send(address, event, OPTIONS);
    }

    /** Tells every listener at the address. */
    public void tellAll(String address, Event event) {
        eventBus.publish(address, event, OPTIONS);
    }

    /**
     * Serves the table at an address, on the caller's context.
     *
     * @return completes when the cluster knows; the value ends it again
     */
    public Future<Registration> serve(String address, CommandTable table) {
        MessageConsumer<Wire> consumer = eventBus.consumer(address);
        consumer.handler(message -> handle(message, table));
        return consumer.completion()
                .<Registration>map(done -> consumer::unregister)
                .onFailure(unknown -> consumer.unregister());
    }

    /** Something served that can be ended; completes when the cluster knows. */
    public interface Registration {
        Future<Void> end();
    }

    private void handle(Message<Wire> message, CommandTable table) {
        try {
            Wire body = message.body();
            if (body instanceof Canary canary) {
                canaries.accept(message.address(), canary);
                return;
            }
            if (body instanceof Event event) {
                table.event(event).accept(event);
                return;
            }
            table.command(body)
                    .apply(body)
                    .onSuccess(reply -> message.reply(reply, OPTIONS))
                    .onFailure(failure -> fail(message, failure));
        } catch (RuntimeException failure) {
            fail(message, failure);
        }
    }

    private static void fail(Message<Wire> message, Throwable failure) {
        Refusal refusal = failure instanceof Refusal expected ? expected : incident(failure);
        if (message.replyAddress() != null) {
            message.fail(refusal.code().number(), FailureText.of(refusal));
        }
    }

    /** A bug: logged once, here, with the id that the peer is shown. */
    private static Refusal incident(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.atError().setCause(failure).addKeyValue("incident", id).log("a command failed unexpectedly");
        return new Refusal(ErrorCode.INTERNAL, "incident " + id);
    }

    private static boolean isNobodyThere(Throwable failure) {
        return failure instanceof ReplyException reply
                && reply.failureType() == io.vertx.core.eventbus.ReplyFailure.NO_HANDLERS;
    }

    private static Refusal refusal(Throwable failure) {
        if (failure instanceof ReplyException reply) {
            return switch (reply.failureType()) {
                case RECIPIENT_FAILURE -> FailureText.refusal(reply.failureCode(), reply.getMessage());
                case NO_HANDLERS -> Refusal.unavailable("the service is away");
                case TIMEOUT -> Refusal.unavailable("no answer in time; whether it was done is not known");
                default -> Refusal.unavailable("the backbone failed; whether it was done is not known");
            };
        }
        return Refusal.of(failure);
    }

    private static DeliveryOptions options() {
        return new DeliveryOptions()
                .setCodecName(WireCodec.NAME)
                .setTracingPolicy(io.vertx.core.tracing.TracingPolicy.IGNORE);
    }
}
