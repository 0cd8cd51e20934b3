package dev.parley.contracts.auth;

import dev.parley.contracts.Reply;

/** What the auth service answers. */
public sealed interface AuthReply extends Reply
        permits Authenticated, LoginChecked, LoginEnded, Profile, ProfilesFound, Revocations, SigningKeys, Tokens {}
