package dev.parley.gateway.handler;

import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.List;
import java.util.Map;

/**
 * BEGIN, COMMIT and ABORT, and the frames that may be between them (docs/adr/0017). A frame that is refused when it
 * comes ends its transaction: a client that sends the COMMIT without waiting must not commit the rest.
 */
final class TransactionHandler {
    private final Map<Command, EffectHandler> members;
    private final EdgeBus bus;

    /** @param members what each command means that may be in a transaction */
    TransactionHandler(Map<Command, EffectHandler> members, EdgeBus bus) {
        this.members = Map.copyOf(members);
        this.bus = bus;
    }

    /** What a BEGIN, COMMIT or ABORT does to the transaction that it names. */
    @FunctionalInterface
    private interface Change {
        Future<Map<String, String>> of(String name) throws FrameError;
    }

    Future<Map<String, String>> begin(Session session, Frame frame) {
        return change(frame, name -> {
            session.transactions().begin(name);
            return Future.succeededFuture(Map.of());
        });
    }

    Future<Map<String, String>> abort(Session session, Frame frame) {
        return change(frame, name -> {
            session.transactions().end(name);
            return Future.succeededFuture(Map.of());
        });
    }

    /** The transaction is over, also where its COMMIT is refused. */
    Future<Map<String, String>> commit(Session session, Frame frame) {
        return change(frame, name -> {
            List<Frame> kept = session.transactions().end(name);
            Commit commit = new Commit(session, bus);
            for (Frame member : kept) {
                commit.add(member, taken(session, member));
            }
            return commit.run();
        });
    }

    /** Takes effect at once, or is kept for the COMMIT. */
    Future<Map<String, String>> member(Session session, Frame frame) {
        try {
            String name = frame.getHeader(Header.TRANSACTION);
            if (name == null) {
                return Commit.run(taken(session, frame), bus);
            }
            keep(session, name, frame);
            return Future.succeededFuture(Map.of());
        } catch (FrameError error) {
            return Future.failedFuture(error);
        }
    }

    private void keep(Session session, String name, Frame frame) throws FrameError {
        session.transactions().requireOpen(name);
        effectOf(session, frame);
        session.transactions().keep(name, frame);
    }

    /** What a frame does; from here on its author goes by the name that it gives. */
    private Effect taken(Session session, Frame frame) throws FrameError {
        Effect effect = effectOf(session, frame);
        session.speakAs(effect.speaker());
        return effect;
    }

    private Effect effectOf(Session session, Frame frame) throws FrameError {
        EffectHandler handler = members.get(frame.getCommand());
        if (handler == null) {
            throw new IllegalStateException("no part of a transaction: " + frame.getCommand());
        }
        return handler.effectOf(session, frame);
    }

    private static Future<Map<String, String>> change(Frame frame, Change change) {
        try {
            String name = frame.getHeader(Header.TRANSACTION);
            if (name == null) {
                throw FrameError.malformed(frame.getCommand() + " needs the header " + Header.TRANSACTION);
            }
            return change.of(name);
        } catch (FrameError error) {
            return Future.failedFuture(error);
        }
    }
}
