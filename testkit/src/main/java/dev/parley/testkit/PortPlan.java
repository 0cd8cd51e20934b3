package dev.parley.testkit;

/** Which ports the processes of a cluster on one machine take. */
@FunctionalInterface
public interface PortPlan {
    /** What a port is for. */
    enum Use {
        /** A gateway's HTTP. */
        HTTP(8080),
        /** A gateway's STOMP over TCP. */
        STOMP_TCP(61613),
        /** Any process's probes and metrics. */
        MANAGEMENT(9000),
        /** Any process's Hazelcast. */
        CLUSTER(5701),
        /** Any process's event bus. */
        BUS(15701),
        /** PostgreSQL; not 5432, where another may be. */
        POSTGRES(15432);

        private final int first;

        Use(int first) {
            this.first = first;
        }
    }

    /**
     * The port of that use.
     *
     * @param index from 0, over all that use such a port
     */
    int port(Use use, int index);

    /** The same known ports every time, counted up from the usual ones: 8080, 8081, ... */
    static PortPlan known() {
        return (use, index) -> use.first + index;
    }

    /** The usual ports, for processes that each have an address of their own. */
    static PortPlan usual() {
        return (use, index) -> use.first;
    }

    /** Any free ports, for tests. */
    static PortPlan free() {
        return (use, index) -> Ports.free();
    }
}
