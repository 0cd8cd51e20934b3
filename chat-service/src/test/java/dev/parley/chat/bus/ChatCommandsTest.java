package dev.parley.chat.bus;

import static dev.parley.chat.Vocabulary.closedRooms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Vocabulary;
import dev.parley.chat.app.EraseWriterUseCase;
import dev.parley.chat.domain.Phrases;
import dev.parley.chat.shard.ChatMeters;
import dev.parley.chat.shard.Retelling;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.shard.Shard;
import dev.parley.chat.store.memory.MemoryMarkers;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.ChatCommand;
import dev.parley.contracts.chat.DirectoryCommand;
import dev.parley.contracts.chat.ShardCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChatCommandsTest {
    private final MemoryStore store = new MemoryStore();
    private final ChatMeters meters = new ChatMeters(new SimpleMeterRegistry());
    private final ChatCommands commands = new ChatCommands(meters, Vocabulary.markers(store));

    @Test
    void aShardServesEveryCommandOfARoomAndOfAShard() {
        Shard.Parts parts = new Shard.Parts(
                store,
                new Sequencer.Options(1, 1).turns(),
                store,
                (r, e, l, g) -> {},
                meters,
                InstantSource.system(),
                System::nanoTime,
                time -> Future.succeededFuture());
        Shard shard = Shard.open(parts, new Shard.Options(new Sequencer.Options(1, 1), 1));
        Set<Class<?>> expected = new HashSet<>(List.of(ChatCommand.class.getPermittedSubclasses()));
        expected.addAll(List.of(ShardCommand.class.getPermittedSubclasses()));

        assertThat(commands.ofShard(shard, closedRooms(), parts).types()).isEqualTo(expected);
    }

    @Test
    void theDirectoryServesEveryCommandOfIts() {
        EraseWriterUseCase erase = new EraseWriterUseCase(
                store, new MemoryMarkers(store), new Retelling(Phrases.EN), command -> Future.succeededFuture(), 1);

        assertThat(commands.ofDirectory(store, erase).types())
                .isEqualTo(Set.of(DirectoryCommand.class.getPermittedSubclasses()));
    }
}
