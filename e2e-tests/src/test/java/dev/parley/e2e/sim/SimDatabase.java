package dev.parley.e2e.sim;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.chat.store.Batch;
import dev.parley.chat.store.ClientKey;
import dev.parley.chat.store.EventPage;
import dev.parley.chat.store.MemberKey;
import dev.parley.chat.store.MessageLog.Appended;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.Window;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The database that the chat services share: its tables, with the unique keys of the real ones, and the questions that
 * are being asked. A question is worked out in one step and answered in a later one. While it is troubled, a question may
 * be lost, its answer may be lost, and it may be worked out when the one who asked has long given up.
 */
final class SimDatabase implements Schedule.Source {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LOST_IN_100 = 2;

    private final Schedule schedule;
    private final Random random;
    private final Tally tally;
    private final Set<Breakage> broken;
    private final Map<RoomId, Room> rooms = new LinkedHashMap<>();
    private final Map<MemberKey, Standing> members = new HashMap<>();
    private final Map<RoomId, List<StoredEvent>> logs = new LinkedHashMap<>();
    private final Map<ClientKey, StoredEvent> byClient = new HashMap<>();
    private final List<Runnable> steps = new ArrayList<>();
    private boolean troubled = true;
    private long awayUntil;

    SimDatabase(Schedule schedule, Random random, Tally tally, Set<Breakage> broken) {
        this.schedule = schedule;
        this.random = random;
        this.tally = tally;
        this.broken = broken;
        schedule.add("database", this);
    }

    /** From now on every question is answered. */
    void calm() {
        troubled = false;
        awayUntil = 0;
    }

    /** Answers nothing for a while. */
    void hiccup(Duration time) {
        awayUntil = schedule.nanoTime() + time.toNanos();
    }

    @Override
    public boolean isReady() {
        return !steps.isEmpty() && schedule.nanoTime() >= awayUntil;
    }

    @Override
    public void step() {
        steps.remove(random.nextInt(steps.size())).run();
    }

    /** The answer comes on that loop, or a refusal does. */
    <T> Future<T> ask(Schedule.Loop loop, Supplier<T> work) {
        Promise<T> answer = Promise.promise();
        schedule.after(PATIENCE, loop, () -> answer.tryFail(Refusal.unavailable("the database is away")));
        steps.add(() -> {
            if (isLost()) {
                loop.execute(() -> answer.tryFail(Refusal.unavailable("the question was lost")));
                return;
            }
            T found = work.get();
            steps.add(() -> loop.execute(() -> {
                if (isLost()) {
                    answer.tryFail(Refusal.unavailable("the answer was lost"));
                } else {
                    answer.tryComplete(found);
                }
            }));
        });
        return answer.future();
    }

    private boolean isLost() {
        return troubled && random.nextInt(100) < LOST_IN_100;
    }

    /** A room's log as it is, in order of sequence. */
    List<StoredEvent> log(RoomId room) {
        return logs.getOrDefault(room, List.of()).stream()
                .sorted(Comparator.comparing(event -> event.event().sequence()))
                .toList();
    }

    Set<RoomId> roomIds() {
        return rooms.keySet();
    }

    long head(RoomId room) {
        return Objects.requireNonNull(rooms.get(room)).head();
    }

    Appended append(Batch batch) {
        boolean taken = batch.created().stream().anyMatch(room -> rooms.containsKey(room.id()))
                || batch.events().stream().anyMatch(this::isTaken);
        if (taken) {
            tally.add(Happening.CONFLICT);
            return Appended.CONFLICT;
        }
        batch.created().forEach(room -> rooms.put(room.id(), room));
        batch.advanced().forEach(room -> rooms.put(room.id(), room));
        batch.events().forEach(event -> {
            logs.computeIfAbsent(event.room(), room -> new ArrayList<>()).add(event);
            event.clientKey().ifPresent(key -> byClient.put(key, event));
        });
        batch.members()
                .forEach((key, now) ->
                        now.ifPresentOrElse(member -> members.put(key, member), () -> members.remove(key)));
        return Appended.COMMITTED;
    }

    private boolean isTaken(StoredEvent event) {
        boolean place = !broken.contains(Breakage.NO_FENCING)
                && at(event.room(), event.position()).isPresent();
        return place || event.clientKey().filter(key -> find(key).isPresent()).isPresent();
    }

    Optional<StoredEvent> at(RoomId room, Position position) {
        return logs.getOrDefault(room, List.of()).stream()
                .filter(event -> event.position().equals(position))
                .findFirst();
    }

    private Optional<StoredEvent> find(ClientKey key) {
        return broken.contains(Breakage.NO_DEDUPE) ? Optional.empty() : Optional.ofNullable(byClient.get(key));
    }

    Map<ClientKey, StoredEvent> find(Collection<ClientKey> keys) {
        return keys.stream()
                .distinct()
                .flatMap(key -> find(key).map(event -> Map.entry(key, event)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    EventPage read(RoomId id, Window window) {
        List<LoggedEvent> inside = log(id).stream()
                .map(StoredEvent::event)
                .filter(event -> event.sequence() > window.lowerBound() && event.sequence() < window.upperBound())
                .toList();
        int size = Math.min(window.limit(), inside.size());
        List<LoggedEvent> page =
                window.isForward() ? inside.subList(0, size) : inside.subList(inside.size() - size, inside.size());
        return new EventPage(page, inside.size() > size);
    }

    Map<RoomId, Room> rooms(Collection<RoomId> ids) {
        return ids.stream()
                .distinct()
                .filter(rooms::containsKey)
                .collect(Collectors.toMap(id -> id, id -> Objects.requireNonNull(rooms.get(id))));
    }

    Map<MemberKey, Standing> standings(Collection<MemberKey> keys) {
        return keys.stream()
                .distinct()
                .filter(members::containsKey)
                .collect(Collectors.toMap(key -> key, key -> Objects.requireNonNull(members.get(key))));
    }

    Map<RoomId, Set<UserId>> owners(Collection<RoomId> ids) {
        return members.entrySet().stream()
                .filter(entry -> ids.contains(entry.getKey().room()))
                .filter(entry -> entry.getValue() instanceof Membership member && member.role() == Role.OWNER)
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(
                        MemberKey::room, Collectors.mapping(MemberKey::user, Collectors.toSet())));
    }
}
