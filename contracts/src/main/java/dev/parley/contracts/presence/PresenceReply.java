package dev.parley.contracts.presence;

import dev.parley.contracts.Reply;

/** What the presence service answers. */
public sealed interface PresenceReply extends Reply permits LeaseRenewed, RoomPresence, TypingSet {}
