package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.HeaderField;
import dev.parley.contracts.broker.MessageBody;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.stomp.Header;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a SEND reaches subscribers: its body, and those headers that neither forge nor leak anything. */
public final class Passing {
    /** What the server says, or what is between the sender and the server; however it is spelled. */
    private static final Set<String> KEPT_BACK = Stream.of(
                    Header.ACK,
                    Header.AUTHORIZATION,
                    Header.CODE,
                    Header.CONTENT_LENGTH,
                    Header.DESTINATION,
                    Header.DUPLICATE,
                    Header.EPOCH,
                    Header.EVENT,
                    Header.FROM,
                    Header.HEAD,
                    Header.HEART_BEAT,
                    Header.LOGIN,
                    Header.MESSAGE,
                    Header.MESSAGE_ID,
                    Header.MISSED,
                    Header.PASSCODE,
                    Header.REASON,
                    Header.RECEIPT,
                    Header.RECEIPT_ID,
                    Header.RECOVERED,
                    Header.REDELIVERED,
                    Header.REPLAY,
                    Header.RETRY_AFTER,
                    Header.SEQ,
                    Header.SERVER,
                    Header.SESSION,
                    Header.SUBSCRIPTION,
                    Header.TOKEN_EXPIRES,
                    Header.USER_ID,
                    Header.USER_NAME,
                    "cookie",
                    Header.VERSION,
                    "transaction",
                    "user")
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private Passing() {}

    /** Whether a header is the sender's to choose. */
    public static boolean isSenders(String name) {
        return !KEPT_BACK.contains(name.strip().toLowerCase(Locale.ROOT));
    }

    /** The message that a SEND becomes. */
    static BrokerMessage message(String id, Actor sender, Frame frame) {
        List<HeaderField> headers = new ArrayList<>();
        headers.add(new HeaderField(Header.USER_NAME, sender.username()));
        headers.add(new HeaderField(Header.USER_ID, sender.id().value()));
        frame.getHeaders().forEach((name, value) -> {
            if (isSenders(name)) {
                headers.add(new HeaderField(name, value));
            }
        });
        return new BrokerMessage(id, 0, headers, new MessageBody(frame.getBody().getBytes()));
    }

    /** The headers of a MESSAGE beside those that concern its subscription. */
    static Map<String, String> headers(BrokerMessage message) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (message.deliveries() > 0) {
            headers.put(Header.REDELIVERED, "true");
        }
        message.headers().forEach(header -> headers.put(header.name(), header.value()));
        return headers;
    }
}
