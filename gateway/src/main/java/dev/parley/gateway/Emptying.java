package dev.parley.gateway;

import dev.parley.gateway.bridge.BridgeDoor;
import dev.parley.gateway.feed.Markers;
import dev.parley.gateway.limits.Admission;
import dev.parley.gateway.session.Departures;
import dev.parley.gateway.session.DrainOptions;
import dev.parley.gateway.session.Guest;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.transport.HttpDoors;
import dev.parley.gateway.transport.SockJsEndpoint;
import dev.parley.gateway.transport.StompTcpDoor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How one event loop of a gateway ends (docs/adr/0028-how-a-gateway-empties.md): it accepts nobody any more, sends those
 * who are here elsewhere at a pace, waits for what they have begun, and stores what it knows of them.
 */
final class Emptying {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Wheel wheel;
    private final DrainOptions options;
    private final Doors doors;
    private final Markers markers;

    /**
     * What is closed, and who is behind it.
     *
     * @param admission of all loops
     */
    record Doors(
            Admission admission,
            StompTcpDoor tcp,
            HttpDoors http,
            SockJsEndpoint sockJs,
            Sessions sessions,
            BridgeDoor bridge) {}

    /** @param options this loop's share */
    Emptying(Wheel wheel, DrainOptions options, Doors doors, Markers markers) {
        this.wheel = wheel;
        this.options = options;
        this.doors = doors;
        this.markers = markers;
    }

    /** Completes when nobody is left, or when the time is over and who was left has been cut off. */
    Future<Void> begin() {
        doors.admission().close();
        Future<Void> tcpClosed = doors.tcp().close(options.toEmpty());
        List<Guest> everybody = new ArrayList<>(doors.sessions().guests());
        everybody.addAll(doors.bridge().guests());
        Future<Void> asked = new Departures(wheel, options, new Random()).begin(everybody);
        Promise<Void> httpClosed = Promise.promise();
        closeHttp(asked, httpClosed);
        return asked.compose(all -> Future.join(
                        doors.sessions().drain(options.close()), doors.bridge().drain(options.close())))
                .eventually(markers::storeAll)
                .eventually(() -> Future.join(tcpClosed, httpClosed.future()))
                .mapEmpty();
    }

    /** A session that polls needs the door for as long as it is here; new ones get no place behind it. */
    private void closeHttp(Future<Void> asked, Promise<Void> closed) {
        if (asked.isComplete()) {
            doors.http().close(options.close()).onComplete(closed);
        } else if (doors.sockJs().isAskedFor()) {
            wheel.after(LOOK_AGAIN, () -> closeHttp(asked, closed));
        } else {
            doors.http().close(options.toEmpty()).onComplete(closed);
        }
    }
}
