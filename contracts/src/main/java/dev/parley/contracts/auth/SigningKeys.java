package dev.parley.contracts.auth;

/** The public keys, as a JWK set (RFC 7517) in JSON: public parts only, at least one key. */
public record SigningKeys(String jwks) implements AuthReply {}
