package dev.parley.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The brakes that a try of a password meets: that of its username and that of its address, and no other than its own at a
 * {@link UsualAddresses usual address} of the name. So whoever guesses elsewhere, or at the same address at other names,
 * does not keep the owner out. A try that one brake refuses costs nothing at the other. For one thread.
 */
public final class SignInBrakes {
    private final SignInBrake<Username> byName;
    private final SignInBrake<String> byAddress;
    private final SignInBrake<Usual> byUsual;
    private final UsualAddresses usual;

    /**
     * @param byName also of a name at each of its usual addresses
     * @param usualNames how many names' usual addresses are remembered
     */
    public SignInBrakes(SignInBrake.Options byName, SignInBrake.Options byAddress, int usualNames) {
        this.byName = new SignInBrake<>(byName);
        this.byAddress = new SignInBrake<>(byAddress);
        this.byUsual = new SignInBrake<>(byName);
        this.usual = new UsualAddresses(usualNames);
    }

    private record Usual(Username name, String address) {}

    /** A brake, and whom it is asked about. */
    private record Hold<K>(SignInBrake<K> brake, K key) {
        Optional<Duration> waitOf(Instant now) {
            return brake.waitOf(key, now);
        }

        boolean isFirstRefusal(Instant now) {
            return waitOf(now).isPresent() && brake.isFirstRefusal(key);
        }

        void begin(Instant now) {
            brake.begin(key, now);
        }

        void end() {
            brake.end(key);
        }

        void failed(Instant now) {
            brake.failed(key, now);
        }

        void succeeded() {
            brake.succeeded(key);
        }
    }

    /** How long a try has to wait before it may {@link #begin}; empty: not at all. Changes nothing. */
    public Optional<Duration> waitOf(Username name, @Nullable String address, Instant now) {
        return holds(name, address).stream()
                .flatMap(hold -> hold.waitOf(now).stream())
                .max(Duration::compareTo);
    }

    /** Whether this refusal is the first one of a brake since it last let go, and so worth a note. */
    public boolean isFirstRefusal(Username name, @Nullable String address, Instant now) {
        return holds(name, address).stream()
                .map(hold -> hold.isFirstRefusal(now))
                .reduce(false, Boolean::logicalOr);
    }

    /** Begins a try that does not have to wait. */
    public Try begin(Username name, @Nullable String address, Instant now) {
        List<Hold<?>> holds = holds(name, address);
        holds.forEach(hold -> hold.begin(now));
        return new Try(holds, name, address);
    }

    /** Those that are asked; the first is told what a try came to. */
    private List<Hold<?>> holds(Username name, @Nullable String address) {
        if (address == null) {
            return List.of(new Hold<>(byName, name));
        }
        return usual.contains(name, address)
                ? List.of(new Hold<>(byUsual, new Usual(name, address)))
                : List.of(new Hold<>(byName, name), new Hold<>(byAddress, address));
    }

    /** A try that has begun. It is over with the first thing that it is told. */
    public final class Try {
        private final List<Hold<?>> holds;
        private final Username name;
        private final @Nullable String address;
        private boolean over;

        private Try(List<Hold<?>> holds, Username name, @Nullable String address) {
            this.holds = holds;
            this.name = name;
            this.address = address;
        }

        /** The password was wrong. That counts at the address wherever it is: else names usual there would hide it. */
        public void failed(Instant now) {
            if (end()) {
                holds.get(0).failed(now);
                if (address != null) {
                    byAddress.failed(address, now);
                }
            }
        }

        /** The password was right. What went wrong at the address stays: who has an account may guess at others. */
        public void succeeded() {
            if (end()) {
                holds.get(0).succeeded();
                if (address != null) {
                    usual.add(name, address);
                }
            }
        }

        /** Whether it was right is not known. */
        public void dropped() {
            end();
        }

        private boolean end() {
            boolean first = !over;
            if (first) {
                over = true;
                holds.forEach(Hold::end);
            }
            return first;
        }
    }
}
