package dev.parley.contracts.model;

/**
 * One process. The name is stable over restarts (a pod's name), the incarnation is new at each start: a lease or an
 * interest of an older incarnation of the same name is void.
 */
public record NodeId(String name, String incarnation) {
    public NodeId {
        if (name.isBlank() || incarnation.isBlank()) {
            throw new IllegalArgumentException("a node needs a name and an incarnation");
        }
    }

    /** The form used in addresses, logs and membership attributes. */
    public String value() {
        return name + "~" + incarnation;
    }

    @Override
    public String toString() {
        return value();
    }
}
