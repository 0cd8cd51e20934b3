package dev.parley.contracts.broker;

/**
 * A destination that is no room, as every gateway calls it: {@code /topic/{name}}, {@code /queue/{name}} or
 * {@code /user/{username}/queue/{name}}.
 */
public record Place(String path) {
    private static final String QUEUE = "/queue/";

    /** The topic of a name. */
    public static Place topic(String name) {
        return new Place("/topic/" + name);
    }

    /** The queue of a name. */
    public static Place queue(String name) {
        return new Place(QUEUE + name);
    }

    /** A user's own queue of a name. */
    public static Place userQueue(String username, String name) {
        return new Place("/user/" + username + QUEUE + name);
    }

    /** Whether each message goes to one subscriber and not to all of them. */
    public boolean goesToOne() {
        return path.startsWith(QUEUE);
    }

    @Override
    public String toString() {
        return path;
    }
}
