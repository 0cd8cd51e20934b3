package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Gateway;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.RoomSession;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps one client connected at its door: at the next gateway whenever a connection fails, and never too eagerly. */
final class Roaming {
    /** A connection that lived that long was a good one. */
    private static final long GOOD_MILLIS = 5000;

    private final Run run;
    private final Door door;
    private final Person person;
    private final Role role;
    private final Backoff backoff;
    private final List<Gateway> gateways;
    private @Nullable Attempt current;
    private int turn;
    private boolean stopped = true;

    /** What a client does with its connection. */
    interface Role {
        /** There is a new connection; nothing is known of what was asked on the one before. */
        void onOpen(RoomSession session);

        /** The connection has ended; nothing more comes from it. */
        default void onClosed() {}

        default void onEvent(long sequence, String epoch, String body) {}

        default void onSync(boolean recovered, String reason) {}

        default void onPresence(JsonObject body) {}

        default void onPosted(String id, long sequence, String epoch, boolean duplicate) {}

        default void onRefused(String about, Refused why) {}
    }

    /** @param turn where to begin among the gateways */
    Roaming(Run run, Door door, Person person, int turn, Role role) {
        this.run = run;
        this.door = door;
        this.person = person;
        this.turn = turn;
        this.role = role;
        this.backoff = new Backoff(run.random());
        this.gateways = run.gateways(door);
    }

    void start() {
        if (stopped) {
            stopped = false;
            open();
        }
    }

    /** Leaves, taking leave or not. */
    void stop(boolean politely) {
        stopped = true;
        if (current != null) {
            current.end(politely);
        }
    }

    /** Leaves for another gateway. */
    void moveOn(String why) {
        if (current != null && !stopped) {
            current.onClosed(new IllegalStateException(why));
        }
    }

    /** Takes leave, and comes again at another gateway: nothing was wrong. */
    void reconnect() {
        if (current != null && !stopped) {
            current.end(true);
            turn++;
            run.vertx().setTimer(backoff.next(0), timer -> open());
        }
    }

    /** The connection, where there is one. */
    @Nullable
    RoomSession session() {
        return current == null ? null : current.session;
    }

    /** Where it is, or tries to be. */
    String gateway() {
        return gateways.get(Math.floorMod(turn, gateways.size())).toString();
    }

    /** Runs it in a while on the connection that there is now, unless that has ended by then. */
    void later(long millis, Consumer<RoomSession> work) {
        Attempt now = current;
        run.vertx().setTimer(millis, timer -> {
            if (now != null && now == current && now.session != null) {
                work.accept(now.session);
            }
        });
    }

    private void open() {
        if (stopped || current != null) {
            return;
        }
        Attempt attempt = new Attempt();
        current = attempt;
        Gateway gateway = gateways.get(Math.floorMod(turn, gateways.size()));
        person.token()
                .compose(token -> run.doors().open(door, gateway, token, attempt))
                .onSuccess(attempt::onOpen)
                .onFailure(attempt::onClosed);
    }

    /** One connection, from the first try to its end. */
    private final class Attempt implements RoomSession.Listener {
        private final long begin = run.now();
        private @Nullable RoomSession session;
        private boolean over;

        private void onOpen(RoomSession opened) {
            if (over) {
                opened.cut();
                return;
            }
            session = opened;
            role.onOpen(opened);
        }

        private void end(boolean politely) {
            over = true;
            current = null;
            if (session != null) {
                role.onClosed();
            }
            if (session != null && politely) {
                session.close();
            } else if (session != null) {
                session.cut();
            }
        }

        @Override
        public void onClosed(Throwable why) {
            if (over) {
                return;
            }
            if (run.now() - begin > GOOD_MILLIS && session != null) {
                backoff.reset();
            }
            end(false);
            run.trouble(door.label() + " at " + gateway() + ": " + name(why));
            long asked = 0;
            if (why instanceof Refused refused) {
                asked = refused.retryAfterMillis();
                if (refused.isAboutTheToken()) {
                    person.refused();
                }
            }
            turn++;
            run.vertx().setTimer(backoff.next(asked), timer -> open());
        }

        @Override
        public void onEvent(String room, long sequence, String epoch, String body) {
            if (!over) {
                role.onEvent(sequence, epoch, body);
            }
        }

        @Override
        public void onSync(String room, boolean recovered, String reason) {
            if (!over) {
                role.onSync(recovered, reason);
            }
        }

        @Override
        public void onPresence(String room, JsonObject body) {
            if (!over) {
                role.onPresence(body);
            }
        }

        @Override
        public void onPosted(String id, long sequence, String epoch, boolean duplicate) {
            if (!over) {
                role.onPosted(id, sequence, epoch, duplicate);
            }
        }

        @Override
        public void onRefused(String about, Refused why) {
            if (!over) {
                role.onRefused(about, why);
            }
        }
    }

    private static String name(Throwable why) {
        if (why instanceof Refused refused) {
            return refused.code();
        }
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : message.replaceAll("[0-9a-f-]{20,}|\\d{4,}", "…");
    }
}
