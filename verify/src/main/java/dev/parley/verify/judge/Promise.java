package dev.parley.verify.judge;

/** What Parley promises; the names are those of docs/architecture.md. */
public enum Promise {
    I1("what was acknowledged is stored"),
    I2("a message is stored once, and every retry gets the first answer"),
    I3("a log is 1, 2, 3, ... in one order"),
    I4("a subscription sees each sequence once, one after the other"),
    I5("an event has the same bytes at every door"),
    I6("nobody reads or writes what the access rules forbid"),
    I8("who is connected is present, and who left is not");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    /** The promise in a few words. */
    public String sentence() {
        return sentence;
    }
}
