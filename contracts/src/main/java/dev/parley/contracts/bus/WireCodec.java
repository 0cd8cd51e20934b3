package dev.parley.contracts.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.parley.contracts.Wire;
import dev.parley.contracts.admin.AdminCommand;
import dev.parley.contracts.admin.AdminReply;
import dev.parley.contracts.auth.AuthCommand;
import dev.parley.contracts.auth.AuthEvent;
import dev.parley.contracts.auth.AuthReply;
import dev.parley.contracts.broker.BrokerCommand;
import dev.parley.contracts.broker.BrokerEvent;
import dev.parley.contracts.broker.BrokerReply;
import dev.parley.contracts.chat.ChatCommand;
import dev.parley.contracts.chat.ChatEvent;
import dev.parley.contracts.chat.ChatReply;
import dev.parley.contracts.chat.DirectoryCommand;
import dev.parley.contracts.chat.ShardCommand;
import dev.parley.contracts.cluster.ClusterCommand;
import dev.parley.contracts.cluster.ClusterEvent;
import dev.parley.contracts.cluster.ClusterReply;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.presence.PresenceCommand;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.PresenceReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one codec of the backbone. On the wire: the codec's version (1 byte), the length of the type's name (1 byte), the
 * name (ASCII), the length of the body (4 bytes), the body (CBOR, RFC 8949). Inside one process the same immutable
 * object is handed over.
 *
 * <p>An unknown version or type, or a body that does not fit its type, is a {@link Refusal} {@code bad-request}, never a
 * guess. Unknown properties are skipped: that is how a newer process talks to an older one during a rolling update.
 */
public final class WireCodec implements MessageCodec<Wire, Wire> {
    /** Its name travels with every message, so it is short. */
    static final String NAME = "p";

    private static final byte VERSION = 1;

    private static final List<Class<?>> FAMILIES = List.of(
            ChatCommand.class,
            ShardCommand.class,
            DirectoryCommand.class,
            ChatReply.class,
            ChatEvent.class,
            PresenceCommand.class,
            PresenceReply.class,
            PresenceEvent.class,
            AdminCommand.class,
            AdminReply.class,
            AuthCommand.class,
            AuthReply.class,
            AuthEvent.class,
            BrokerCommand.class,
            BrokerReply.class,
            BrokerEvent.class,
            ClusterCommand.class,
            ClusterReply.class,
            ClusterEvent.class);

    private static final Map<String, Class<? extends Wire>> TYPES = types();

    private final ObjectMapper cbor = CBORMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Every type that may travel: the sealed families' members. */
    static Map<String, Class<? extends Wire>> types() {
        Map<String, Class<? extends Wire>> types = new HashMap<>();
        FAMILIES.stream()
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .forEach(type -> {
                    if (types.put(type.getSimpleName(), type.asSubclass(Wire.class)) != null) {
                        throw new IllegalStateException("two types are called " + type.getSimpleName());
                    }
                });
        return types;
    }

    static Stream<Class<?>> families() {
        return FAMILIES.stream();
    }

    @Override
    public void encodeToWire(Buffer buffer, Wire wire) {
        try {
            byte[] name = wire.getClass().getSimpleName().getBytes(StandardCharsets.US_ASCII);
            byte[] body = cbor.writeValueAsBytes(wire);
            buffer.appendByte(VERSION)
                    .appendByte((byte) name.length)
                    .appendBytes(name)
                    .appendInt(body.length)
                    .appendBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Wire decodeFromWire(int start, Buffer buffer) {
        try {
            if (buffer.getByte(start) != VERSION) {
                throw new Refusal(ErrorCode.BAD_REQUEST, "unknown version of the wire: " + buffer.getByte(start));
            }
            int nameLength = buffer.getUnsignedByte(start + 1);
            int bodyAt = start + 2 + nameLength;
            String name = buffer.getString(start + 2, bodyAt, "US-ASCII");
            Class<? extends Wire> type = TYPES.get(name);
            if (type == null) {
                throw new Refusal(ErrorCode.BAD_REQUEST, "unknown type on the wire");
            }
            int length = buffer.getInt(bodyAt);
            if (length < 0 || length > buffer.length() - bodyAt - 4) {
                throw new Refusal(ErrorCode.BAD_REQUEST, "cut off on the wire");
            }
            Wire wire = cbor.readValue(buffer.getBytes(bodyAt + 4, bodyAt + 4 + length), type);
            if (wire == null) {
                throw new Refusal(ErrorCode.BAD_REQUEST, "nothing on the wire");
            }
            return wire;
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "unreadable on the wire");
        }
    }

    @Override
    public Wire transform(Wire wire) {
        return wire;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
