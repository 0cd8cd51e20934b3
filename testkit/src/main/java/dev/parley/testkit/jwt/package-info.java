/** An identity provider of a test: its keys, the tokens that it signs, and where it publishes the keys. */
@NullMarked
package dev.parley.testkit.jwt;

import org.jspecify.annotations.NullMarked;
