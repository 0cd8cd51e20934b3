package dev.parley.contracts.admin;

/** The account is gone. */
public record UserErased() implements AdminReply {}
