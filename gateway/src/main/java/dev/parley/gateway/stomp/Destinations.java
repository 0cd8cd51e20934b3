package dev.parley.gateway.stomp;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.stomp.Destination.Action;
import dev.parley.gateway.stomp.Destination.App;
import dev.parley.gateway.stomp.Destination.AppRoom;
import dev.parley.gateway.stomp.Destination.OwnQueue;
import dev.parley.gateway.stomp.Destination.Queue;
import dev.parley.gateway.stomp.Destination.Room;
import dev.parley.gateway.stomp.Destination.RoomPresence;
import dev.parley.gateway.stomp.Destination.Topic;
import dev.parley.gateway.stomp.Destination.UserErrors;
import dev.parley.gateway.stomp.Destination.UserNotifications;
import dev.parley.gateway.stomp.Destination.UserQueue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads destinations under configurable prefixes, so that a front end written for another server connects unchanged.
 * A prefix ends where a segment ends: {@code /app} does not match {@code /apple}. Case counts, and so do spaces.
 */
public final class Destinations {
    private static final String ROOM = "/chat/room/";
    private static final String PRESENCE = "/presence";

    private static final String TOPIC = "/topic";
    private static final String QUEUE = "/queue";
    private static final String USER = "/user";
    private static final String OWN_QUEUE = USER + QUEUE;

    /** What a broker's destinations are called; neither spaces nor what brokers use as wildcards. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._~:@/+=-]{1,200}");

    private static final Map<String, Destination> OF_USER = Map.of(
            "/user/queue/errors", new UserErrors(),
            "/user/queue/notifications", new UserNotifications());

    private static final Map<String, Action> ACTIONS =
            Arrays.stream(Action.values()).collect(Collectors.toUnmodifiableMap(Action::path, Function.identity()));

    private final String appPrefix;
    private final String brokerPrefix;

    /**
     * @param appPrefix before what a client may SEND to: {@code /publish}
     * @param brokerPrefix before what a client may SUBSCRIBE to: {@code /subscribe}; may be the same
     * @throws IllegalArgumentException when a prefix is not of the form {@code /segment} or {@code /segment/segment…}
     */
    public Destinations(String appPrefix, String brokerPrefix) {
        this.appPrefix = checked(appPrefix);
        this.brokerPrefix = checked(brokerPrefix);
    }

    /**
     * What a SEND to this destination means.
     *
     * @return empty when nothing may be sent there
     * @throws Refusal {@link ErrorCode#BAD_REQUEST} when it names a room by what is no room id
     */
    public Optional<Destination> ofSend(String destination) {
        return under(appPrefix, destination)
                .flatMap(path -> {
                    Action action = ACTIONS.get(path);
                    if (action != null) {
                        return Optional.of(new App(action));
                    }
                    return roomPath(path).filter(id -> id.indexOf('/') < 0).map(id ->
                            (Destination) new AppRoom(new RoomId(id)));
                })
                .or(() -> isHeardAsRoom(destination) ? Optional.empty() : brokered(destination))
                .or(() -> queueOfUser(destination));
    }

    /**
     * What a SUBSCRIBE to this destination means.
     *
     * @return empty when there is nothing to subscribe to
     * @throws Refusal {@link ErrorCode#BAD_REQUEST} when it names a room by what is no room id
     */
    public Optional<Destination> ofSubscribe(String destination) {
        Destination ofUser = OF_USER.get(destination);
        if (ofUser != null) {
            return Optional.of(ofUser);
        }
        return under(brokerPrefix, destination)
                .flatMap(Destinations::roomPath)
                .flatMap(Destinations::roomOrPresence)
                .or(() -> under(OWN_QUEUE, destination).map(path -> new OwnQueue(name(path))))
                .or(() -> brokered(destination));
    }

    /** Where the prefix of rooms is {@code /topic}: what is sent there would reach nobody. */
    private boolean isHeardAsRoom(String destination) {
        return under(brokerPrefix, destination).flatMap(Destinations::roomPath).isPresent();
    }

    private static Optional<Destination> brokered(String destination) {
        return under(TOPIC, destination)
                .<Destination>map(path -> new Topic(name(path)))
                .or(() -> under(QUEUE, destination).map(path -> new Queue(name(path))));
    }

    /** {@code /user/{username}/queue/{name}}. */
    private static Optional<Destination> queueOfUser(String destination) {
        return under(USER, destination).flatMap(path -> {
            int end = path.indexOf('/', 1);
            return end < 2
                    ? Optional.empty()
                    : under(QUEUE, path.substring(end)).map(rest -> new UserQueue(path.substring(1, end), name(rest)));
        });
    }

    private static String name(String path) {
        String name = path.substring(1);
        if (!NAME.matcher(name).matches() || name.contains("::")) { // two colons part two names to some brokers
            throw new Refusal(ErrorCode.BAD_REQUEST, "this is no name of a topic or queue");
        }
        return name;
    }

    private static Optional<Destination> roomOrPresence(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return Optional.of(new Room(new RoomId(path)));
        }
        return path.substring(slash).equals(PRESENCE)
                ? Optional.of(new RoomPresence(new RoomId(path.substring(0, slash))))
                : Optional.empty();
    }

    private static Optional<String> roomPath(String path) {
        return path.startsWith(ROOM) ? Optional.of(path.substring(ROOM.length())) : Optional.empty();
    }

    /** The rest behind a prefix, with its leading slash. */
    private static Optional<String> under(String prefix, String destination) {
        return destination.startsWith(prefix + '/')
                ? Optional.of(destination.substring(prefix.length()))
                : Optional.empty();
    }

    private static String checked(String prefix) {
        if (!prefix.matches("(/[^/\\s]+)+")) {
            throw new IllegalArgumentException("a destination prefix looks like /app");
        }
        return prefix;
    }
}
