package dev.parley.verify.door;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where a client may come in. */
public enum Door {
    WS("ws"),
    TCP("tcp"),
    SOCKJS("sockjs"),
    SOCKJS_XHR("sockjs-xhr"),
    BRIDGE("bridge"),
    REST("rest");

    private final String label;

    Door(String label) {
        this.label = label;
    }

    /** As it is written on the command line and in reports. */
    public String label() {
        return label;
    }

    /** Whether who reads here is in the room, for presence: over REST one only asks. */
    public boolean isPresent() {
        return this != REST;
    }

    /** @throws IllegalArgumentException with a sentence for who typed it */
    public static Door of(String label) {
        return Arrays.stream(values())
                .filter(door -> door.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such door: " + label + " (there are "
                        + Arrays.stream(values()).map(Door::label).collect(Collectors.joining(", ")) + ")"));
    }
}
