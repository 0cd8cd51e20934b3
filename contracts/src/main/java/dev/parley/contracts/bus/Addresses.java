package dev.parley.contracts.bus;

import dev.parley.contracts.Command;
import dev.parley.contracts.admin.AdminCommand;
import dev.parley.contracts.auth.AuthCommand;
import dev.parley.contracts.broker.BrokerCommand;
import dev.parley.contracts.chat.ChatCommand;
import dev.parley.contracts.chat.DirectoryCommand;
import dev.parley.contracts.chat.ShardCommand;
import dev.parley.contracts.cluster.CallBack;
import dev.parley.contracts.cluster.HandOver;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PresenceCommand;

/**
 * Where things go. The clustered addresses are few: one or two a process, one a shard, one a service; never one a room
 * (docs/adr/0004-few-clustered-addresses.md).
 *
 * @param chatShards how many shards the rooms are spread over; the same in every process of a cluster
 * @param presenceShards the same, for presence
 */
public record Addresses(int chatShards, int presenceShards) {
    /** Every gateway listens here, for what concerns all of them. */
    public static final String GATEWAYS = "gateways";

    static final String DIRECTORY = "chat.directory";
    static final String AUTH = "auth";

    public Addresses {
        if (chatShards < 1 || presenceShards < 1) {
            throw new IllegalArgumentException("there is at least one shard");
        }
    }

    /** The one address of a gateway process. */
    public static String gateway(NodeId node) {
        return "gateway." + node.value();
    }

    /** The one address of a process, whatever it runs. */
    public static String node(NodeId node) {
        return "node." + node.value();
    }

    /** Where a process is asked to take shards of a service. */
    public static String host(String service, NodeId node) {
        return service + ".host." + node.value();
    }

    /** Where the owner of a chat shard listens. */
    public static String chatShard(int shard) {
        return "chat.shard." + shard;
    }

    /** Where every chat service listens for questions that concern no one room. */
    public static String directory() {
        return DIRECTORY;
    }

    /** Where the owner of a presence shard listens. */
    public static String presenceShard(int shard) {
        return "presence.shard." + shard;
    }

    /** Where every auth service listens. */
    public static String auth() {
        return AUTH;
    }

    /** The chat shard of a room. */
    public int chatShardOf(RoomId room) {
        return spread(room, chatShards);
    }

    /** The presence shard of a room. */
    public int presenceShardOf(RoomId room) {
        return spread(room, presenceShards);
    }

    /** Where a command is served. */
    public String of(Command<?> command) {
        if (command instanceof ChatCommand<?> chat) {
            return chatShard(chatShardOf(chat.room()));
        }
        if (command instanceof ShardCommand<?> shard) {
            return chatShard(shard.shard());
        }
        if (command instanceof PresenceCommand<?> presence) {
            return presenceShard(presence.shard());
        }
        if (command instanceof DirectoryCommand<?>) {
            return DIRECTORY;
        }
        if (command instanceof AuthCommand<?> || command instanceof AdminCommand<?>) {
            return AUTH;
        }
        if (command instanceof BrokerCommand<?> broker) {
            return gateway(broker.to());
        }
        if (command instanceof CallBack canaries) {
            return node(canaries.to());
        }
        if (command instanceof HandOver shards) {
            return host(shards.service(), shards.to());
        }
        throw new IllegalArgumentException("no address for " + command.getClass());
    }

    /**
     * The same in every process and version: String.hashCode is specified (JLS, java.lang.String). It alone would give
     * rooms with ids in a row to neighbouring shards and leave others empty, so MurmurHash3's finaliser spreads it.
     */
    private static int spread(RoomId room, int shards) {
        int hash = room.value().hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return Math.floorMod(hash ^ (hash >>> 16), shards);
    }
}
