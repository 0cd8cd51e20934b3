package dev.parley.e2e.sim;

/** What a build could lack, simulated from outside: the properties must notice each. */
enum Breakage {
    /** The database takes the same client message id again. */
    NO_DEDUPE,
    /** The database takes the same sequence again, from another owner. */
    NO_FENCING,
    /** Gateways do not repeat their interest: no digest tells them what they have missed. */
    NO_GAP_REPAIR
}
