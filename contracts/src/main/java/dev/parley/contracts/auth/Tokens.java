package dev.parley.contracts.auth;

/** A token response (RFC 6749, 5.1), with the access token's life in seconds and whose it is. */
public record Tokens(Secret accessToken, long expiresInSeconds, Secret refreshToken, Profile user)
        implements AuthReply {}
