package dev.parley.contracts.auth;

/** A password or a token on its way. Never printed. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "[redacted]";
    }
}
