package dev.parley.gateway.stomp;

/** The names of the headers that Parley reads or writes (docs/protocol.md). Case-sensitive, as all of STOMP is. */
public final class Header {
    // STOMP 1.2
    public static final String ACCEPT_VERSION = "accept-version";
    public static final String ACK = "ack";
    public static final String CONTENT_LENGTH = "content-length";
    public static final String CONTENT_TYPE = "content-type";
    public static final String DESTINATION = "destination";
    public static final String HEART_BEAT = "heart-beat";
    public static final String ID = "id";
    public static final String LOGIN = "login";
    public static final String MESSAGE = "message";
    public static final String MESSAGE_ID = "message-id";
    public static final String PASSCODE = "passcode";
    public static final String RECEIPT = "receipt";
    public static final String RECEIPT_ID = "receipt-id";
    public static final String SERVER = "server";
    public static final String SESSION = "session";
    public static final String SUBSCRIPTION = "subscription";
    public static final String TRANSACTION = "transaction";
    public static final String VERSION = "version";

    // Who is speaking
    public static final String AUTHORIZATION = "Authorization";
    public static final String TOKEN_EXPIRES = "token-expires";
    public static final String USER_ID = "user-id";
    public static final String USER_NAME = "user-name";

    // A room's log
    public static final String CLIENT_MESSAGE_ID = "client-message-id";
    public static final String DUPLICATE = "duplicate";
    public static final String DURABLE_NAME = "durable-name";
    public static final String EPOCH = "epoch";
    public static final String EVENT = "event";
    public static final String FROM = "from";
    public static final String HEAD = "head";
    public static final String HISTORY = "history";
    public static final String REASON = "reason";
    public static final String RECOVERED = "recovered";
    public static final String REPLAY = "replay";
    public static final String RESUME_EPOCH = "resume-epoch";
    public static final String RESUME_SEQ = "resume-seq";
    public static final String SEQ = "seq";

    // Topics and queues
    public static final String MISSED = "missed";
    public static final String REDELIVERED = "redelivered";

    // Refusals
    public static final String CODE = "code";
    public static final String RETRY_AFTER = "retry-after";

    private Header() {}
}
