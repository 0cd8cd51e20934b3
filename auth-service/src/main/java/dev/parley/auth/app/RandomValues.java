package dev.parley.auth.app;

import dev.parley.auth.domain.RefreshToken;
import dev.parley.auth.domain.Username;

/** Values that nobody can guess. */
public interface RandomValues {
    /** For a user or a login session. */
    String id();

    /** 256 bits. */
    RefreshToken refreshToken();

    /** {@code guest-} and eight of a-z0-9; rarely, one that is taken. */
    Username guestName();
}
