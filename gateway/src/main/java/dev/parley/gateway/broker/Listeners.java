package dev.parley.gateway.broker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The listeners of one place at one gateway, and whose turn it is among those that have room. One context. */
final class Listeners {
    private final Map<Listener, Turn> all = new HashMap<>();
    private final Deque<Turn> free = new ArrayDeque<>();
    private long numbers;

    /** A listener with its number, which is never given again at this place. */
    record Turn(Listener listener, long number) {}

    void add(Listener listener) {
        if (!all.containsKey(listener)) {
            numbers++;
            Turn turn = new Turn(listener, numbers);
            all.put(listener, turn);
            free.add(turn);
        }
    }

    /** Whether it was there. */
    boolean remove(Listener listener) {
        Turn turn = all.remove(listener);
        free.remove(turn);
        return turn != null;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    boolean isAnyFree() {
        return !free.isEmpty();
    }

    void forEach(Consumer<Listener> action) {
        all.keySet().forEach(action);
    }

    /** Whose turn it is; the one of this number only if no other has room. */
    Optional<Turn> next(long except) {
        Turn turn = free.poll();
        if (turn == null) {
            return Optional.empty();
        }
        if (turn.number() == except && !free.isEmpty()) {
            Turn other = free.remove();
            free.addFirst(turn);
            turn = other;
        }
        free.add(turn);
        return Optional.of(turn);
    }

    /** It has none until it says so. */
    void isFull(Listener listener) {
        Turn turn = all.get(listener);
        if (turn != null) {
            free.remove(turn);
        }
    }

    /** It has room again: whether nobody had any before. */
    boolean hasRoom(Listener listener) {
        Turn turn = all.get(listener);
        boolean nobodyHad = free.isEmpty();
        if (turn != null && !free.contains(turn)) {
            free.add(turn);
        }
        return nobodyHad;
    }
}
