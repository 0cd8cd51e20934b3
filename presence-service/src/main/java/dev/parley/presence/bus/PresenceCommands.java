package dev.parley.presence.bus;

import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.SetTyping;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.presence.app.PresenceShard;
import io.vertx.core.Future;

/** What is served at the address of a shard. */
public final class PresenceCommands {
    private PresenceCommands() {}

    public static CommandTable of(PresenceShard shard) {
        return new CommandTable()
                .on(RenewLease.class, command -> Future.succeededFuture(shard.renew(command)))
                .on(SetTyping.class, command -> Future.succeededFuture(shard.setTyping(command)))
                .on(WhoIsHere.class, command -> Future.succeededFuture(shard.whoIsHere(command)));
    }
}
