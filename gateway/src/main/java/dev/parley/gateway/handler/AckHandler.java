package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ACK and NACK: the client has, or refuses, a message; in the mode {@code client} also those before it. 1.2 names it by
 * the MESSAGE's header {@code ack}, 1.1 by its id and subscription, 1.0 by its id alone where the client likes, and has
 * no NACK.
 */
final class AckHandler implements EffectHandler {
    /** Where a message was delivered; without a subscription, wherever that was. */
    private record Delivery(String messageId, Optional<String> subscription) {}

    @Override
    public Effect effectOf(Session session, Frame frame) throws FrameError {
        boolean nack = frame.getCommand() == Command.NACK;
        if (nack && session.version() == StompVersion.V1_0) {
            throw FrameError.malformed("unknown command");
        }
        Delivery delivery = delivery(session.version(), frame);
        Subscription subscription = delivery.subscription()
                .map(id -> session.subscriptions().find(id))
                .orElseGet(() -> session.subscriptions().awaiting(delivery.messageId()))
                .filter(found -> found.subscriber().deliveries().has(delivery.messageId()))
                .orElseThrow(AckHandler::notOutstanding);
        boolean waits = frame.getHeader(Header.RECEIPT) != null || frame.getHeader(Header.TRANSACTION) != null;
        return new Effect.Single(session.actor(), () -> {
            settle(subscription, delivery.messageId(), nack);
            return waits ? subscription.flow().stored().map(stored -> Map.of()) : Future.succeededFuture(Map.of());
        });
    }

    private static void settle(Subscription subscription, String messageId, boolean nack) {
        List<String> settled = subscription.subscriber().deliveries().settle(messageId);
        if (nack) {
            subscription.flow().onRejected(settled);
        } else {
            subscription.flow().onAcknowledged(settled);
        }
        if (subscription.subscriber().hasRoom()) {
            subscription.flow().onRoom();
        }
    }

    private static Delivery delivery(StompVersion version, Frame frame) throws FrameError {
        if (version == StompVersion.V1_2) {
            String ack = required(frame, Header.ID);
            int end = ack.indexOf(Subscriber.ACK_SEPARATOR);
            if (end < 0) {
                throw notOutstanding();
            }
            return new Delivery(ack.substring(0, end), Optional.of(ack.substring(end + 1)));
        }
        String messageId = required(frame, Header.MESSAGE_ID);
        String subscription = version == StompVersion.V1_0
                ? frame.getHeader(Header.SUBSCRIPTION)
                : required(frame, Header.SUBSCRIPTION);
        return new Delivery(messageId, Optional.ofNullable(subscription));
    }

    private static String required(Frame frame, String header) throws FrameError {
        String value = frame.getHeader(header);
        if (value == null) {
            throw FrameError.malformed(frame.getCommand() + " needs the header " + header);
        }
        return value;
    }

    private static Refusal notOutstanding() {
        return new Refusal(ErrorCode.NOT_FOUND, "no message of this id waits to be acknowledged");
    }
}
