package dev.parley.contracts.chat;

import dev.parley.contracts.model.UserId;

/**
 * Erases what somebody wrote, and the person's name from what others did to it, in a few rooms of those where there is
 * any. To be asked again until it is done; who was erased before has nothing left.
 */
public record EraseWriter(UserId user) implements DirectoryCommand<WriterErased> {}
