package dev.parley.contracts.auth;

import java.util.List;

/** Those of the people asked about that there are. */
public record ProfilesFound(List<Profile> profiles) implements AuthReply {
    public ProfilesFound {
        profiles = List.copyOf(profiles);
    }
}
