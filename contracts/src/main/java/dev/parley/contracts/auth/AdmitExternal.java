package dev.parley.contracts.auth;

/**
 * Somebody has come with a good token of another issuer: makes the account that stands for this person here, the first
 * time, and says who it is. The account's id follows from issuer and subject alone, and is nobody else's.
 *
 * @param subject whom the issuer means, unique there
 * @param username the name that is wished for; another one is given where it is taken or malformed. Empty for any
 * @param displayName what people are shown, the first time. Empty for the username
 */
public record AdmitExternal(String issuer, String subject, String username, String displayName)
        implements AuthCommand<Authenticated> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
