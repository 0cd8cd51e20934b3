package dev.parley.testkit.script;

/** A script that is itself wrong. */
final class ScriptError extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ScriptError(String message) {
        super(message);
    }
}
