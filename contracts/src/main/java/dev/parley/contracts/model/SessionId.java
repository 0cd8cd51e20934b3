package dev.parley.contracts.model;

/** One authenticated connection of one gateway; unique in the cluster. */
public record SessionId(String value) {
    public SessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("empty session id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
