package dev.parley.bench.rows;

import dev.parley.bench.server.Server;

/** What a Parley has committed. */
record Batches(double writes, double commits) {
    /** Of whoever commits nothing. */
    static final Batches NONE = new Batches(0, 0);

    /** Since it was started. */
    static Batches of(Server parley) {
        return new Batches(parley.metric("parley_chat_batch_sum"), parley.metric("parley_chat_batch_count"));
    }

    Batches since(Batches before) {
        return new Batches(writes - before.writes, commits - before.commits);
    }

    /** Writes that were committed together. */
    double mean() {
        return writes / commits;
    }
}
