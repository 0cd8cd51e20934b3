package dev.parley.gateway.limits;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.UserId;

/**
 * What may be asked over REST, by one user or from one address ({@link ClientAddress#key()}). Each method takes one off the
 * bucket, or refuses with {@link ErrorCode#RATE_LIMITED} and the time until the next one. Shared by all loops; any thread.
 */
public final class CallQuota {
    private final Limits limits;
    private final SharedRates byUser;
    private final SharedRates byAddress;
    private final SharedRates registrations;
    private final SharedRates guests;

    CallQuota(Limits limits) {
        this.limits = limits;
        CallRates rates = limits.options().calls();
        this.byUser = shared(rates.user());
        this.byAddress = shared(rates.address());
        this.registrations = shared(rates.registrations());
        this.guests = shared(rates.guests());
    }

    private SharedRates shared(Rate rate) {
        return new SharedRates(rate, limits.options().keys(), limits.time());
    }

    /** A call of somebody who has signed in. */
    public void user(UserId user) {
        take(byUser, user.value(), Limit.USER_CALLS);
    }

    /** A call of somebody who has not, or failed to. */
    public void nobody(String address) {
        take(byAddress, address, Limit.ADDRESS_CALLS);
    }

    /** An attempt to make an account. */
    public void registration(String address) {
        take(registrations, address, Limit.REGISTRATIONS);
    }

    /** An attempt to make a guest. */
    public void guest(String address) {
        take(guests, address, Limit.GUESTS);
    }

    private void take(SharedRates rates, String key, Limit limit) {
        limits.take(rates.isOff() ? null : rates.of(key), limit);
    }
}
