package dev.parley.gateway.rest;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.admin.AuditEntry;
import dev.parley.contracts.admin.AuditPage;
import dev.parley.contracts.admin.DisableUser;
import dev.parley.contracts.admin.EnableUser;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.admin.KeysRotated;
import dev.parley.contracts.admin.ListUsers;
import dev.parley.contracts.admin.LoginView;
import dev.parley.contracts.admin.ReadAudit;
import dev.parley.contracts.admin.ReadUser;
import dev.parley.contracts.admin.RevokeLogins;
import dev.parley.contracts.admin.RotateKeys;
import dev.parley.contracts.admin.SetRoles;
import dev.parley.contracts.admin.UserErased;
import dev.parley.contracts.admin.UserPage;
import dev.parley.contracts.admin.UserView;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.FindProfiles;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.LoginEnded;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.ProfilesFound;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.auth.UpdateProfile;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.ChangeRoom;
import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.ListMembers;
import dev.parley.contracts.chat.ListRooms;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Member;
import dev.parley.contracts.chat.MemberPage;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.RoomPage;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.gateway.identity.TestKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stands in for auth, chat and presence at their real addresses: answers with fixtures, refuses what it is told to. */
final class FakeServices {
    static final Position HEAD = new Position(new Epoch("e1"), 42);
    static final long CREATED_AT = 1_795_339_800_000L; // 2026-11-22T09:30:00Z

    /** Two spaces and a scaled number: whoever decodes it and encodes it again gets other bytes. */
    static final String EVENT_JSON =
            "{\"type\":\"CHAT\",  \"chatRoomId\":\"lobby\",\"seq\":4.2e1,\"id\":\"0192\",\"writer\":\"alice\","
                    + "\"writerId\":\"u-alice\",\"message\":\"h\\u00e9 \uD55C\uAE00\",\"sentAt\":\"2026-11-22T09:30:00.123Z\"}";

    private final TestKey key;
    private final Map<Class<?>, Command<?>> heard = new ConcurrentHashMap<>();
    private final Map<Class<?>, RuntimeException> failures = new ConcurrentHashMap<>();
    private volatile boolean duplicate;

    FakeServices(TestKey key) {
        this.key = key;
    }

    Future<?> serve(Bus bus) {
        Addresses addresses = bus.addresses();
        CommandTable chat = chat();
        CommandTable presence = new CommandTable().on(WhoIsHere.class, answer(this::presence));
        List<Future<Bus.Registration>> all = new ArrayList<>();
        all.add(bus.serve(Addresses.auth(), auth()));
        all.add(bus.serve(Addresses.directory(), new CommandTable().on(ListRooms.class, answer(this::rooms))));
        IntStream.range(0, addresses.chatShards())
                .forEach(shard -> all.add(bus.serve(Addresses.chatShard(shard), chat)));
        IntStream.range(0, addresses.presenceShards())
                .forEach(shard -> all.add(bus.serve(Addresses.presenceShard(shard), presence)));
        return Future.all(all);
    }

    /** Forgets what was heard and what was to be refused. */
    void reset() {
        heard.clear();
        failures.clear();
        duplicate = false;
    }

    /** From now on commands of this type fail like this: a Refusal is an answer, anything else a bug. */
    void fail(Class<? extends Command<?>> type, RuntimeException failure) {
        failures.put(type, failure);
    }

    /** From now on every message has been stored before. */
    void knowEveryMessage() {
        duplicate = true;
    }

    /** The last command of a type, or null where none came. */
    <C extends Command<?>> @Nullable C heard(Class<C> type) {
        return type.cast(heard.get(type));
    }

    private CommandTable auth() {
        return new CommandTable()
                .on(FetchSigningKeys.class, answer(ask -> new SigningKeys(TestKey.jwks(key))))
                .on(Register.class, answer(ask -> tokens(ask.username(), ask.displayName())))
                .on(GrantPassword.class, answer(ask -> tokens(ask.username(), "Alice")))
                .on(GrantRefresh.class, answer(ask -> tokens("alice", "Alice")))
                .on(GrantGuest.class, answer(ask -> tokens("guest-1", ask.displayName())))
                .on(Logout.class, answer(ask -> new LoginEnded()))
                .on(ChangePassword.class, answer(ask -> new LoginEnded()))
                .on(ReadProfile.class, answer(ask -> profile("alice", "Alice")))
                .on(FindProfiles.class, answer(FakeServices::found))
                .on(ListUsers.class, answer(ask -> new UserPage(List.of(FakeServices.user()), "next")))
                .on(ReadUser.class, answer(ask -> FakeServices.user()))
                .on(DisableUser.class, answer(ask -> FakeServices.user()))
                .on(EnableUser.class, answer(ask -> FakeServices.user()))
                .on(SetRoles.class, answer(ask -> FakeServices.user()))
                .on(RevokeLogins.class, answer(ask -> FakeServices.user()))
                .on(EraseUser.class, answer(ask -> new UserErased()))
                .on(RotateKeys.class, answer(ask -> new KeysRotated("k2", CREATED_AT)))
                .on(ReadAudit.class, answer(ask -> audit()))
                .on(UpdateProfile.class, answer(ask -> profile("alice", ask.displayName())));
    }

    private static UserView user() {
        LoginView login = new LoginView("l1", CREATED_AT, CREATED_AT + 1000);
        return new UserView(
                new UserId("u-bob"), "bob", "Bob", Set.of("user", "moderator"), true, CREATED_AT, List.of(login));
    }

    private static AuditPage audit() {
        AuditEntry known = new AuditEntry("a2", CREATED_AT, "roles-set", "u-alice", "u-bob", null, "moderator");
        AuditEntry unknown = new AuditEntry("a1", CREATED_AT, "sign-in-failed", null, null, "203.0.113.9", "");
        return new AuditPage(List.of(known, unknown), null);
    }

    private CommandTable chat() {
        return new CommandTable()
                .on(
                        CreateRoom.class,
                        answer(ask -> new RoomView(
                                ask.room(),
                                ask.name(),
                                ask.visibility(),
                                ask.topic(),
                                HEAD,
                                Role.OWNER,
                                1,
                                CREATED_AT,
                                null)))
                .on(GetRoom.class, answer(ask -> room(ask.room(), null, null)))
                .on(JoinRoom.class, answer(ask -> posted()))
                .on(LeaveRoom.class, answer(ask -> posted()))
                .on(PostMessage.class, answer(ask -> posted()))
                .on(ChangeRoom.class, answer(ask -> room(ask.room(), Role.OWNER, null)))
                .on(ListMembers.class, answer(this::members))
                .on(PutMember.class, answer(ask -> posted()))
                .on(RemoveMember.class, answer(ask -> posted()))
                .on(BanPerson.class, answer(ask -> posted()))
                .on(UnbanPerson.class, answer(ask -> posted()))
                .on(ReadHistory.class, answer(this::history));
    }

    private RoomPage rooms(ListRooms ask) {
        RoomView mine = room(new RoomId("lobby"), Role.MEMBER, EventBody.of(EVENT_JSON));
        return new RoomPage(List.of(mine, room(new RoomId("tea"), null, null)), "next");
    }

    /** Bob has an account; who is asked for by another name or id has none. */
    private static ProfilesFound found(FindProfiles ask) {
        boolean bob = ask.ids().contains(new UserId("u-bob")) || ask.usernames().contains("bob");
        return new ProfilesFound(bob ? List.of(profile("bob", "Bob")) : List.of());
    }

    private MemberPage members(ListMembers ask) {
        return new MemberPage(
                List.of(
                        new Member(new UserId("u-bob"), Role.MODERATOR),
                        new Member(new UserId("guest-1"), Role.MEMBER)),
                "next");
    }

    private HistoryPage history(ReadHistory ask) {
        LoggedEvent event = new LoggedEvent(42, EventType.CHAT, null, EventBody.of(EVENT_JSON));
        return new HistoryPage(List.of(event, event), HEAD, true);
    }

    private RoomPresence presence(WhoIsHere ask) {
        PersonState alice = new PersonState(new Person(new UserId("u-alice"), "alice", "Alice"), true, CREATED_AT);
        return new RoomPresence(ask.room(), 1, 1, List.of(alice), List.of());
    }

    private Posted posted() {
        return new Posted(HEAD, "0192", EventBody.of(EVENT_JSON), duplicate);
    }

    private static RoomView room(RoomId id, @Nullable Role role, @Nullable EventBody lastEvent) {
        return new RoomView(id, "Lobby", Visibility.PUBLIC, "", HEAD, role, 7, CREATED_AT, lastEvent);
    }

    private static Profile profile(String username, String displayName) {
        return new Profile(new UserId("u-" + username), username, displayName, Set.of("user", "admin"));
    }

    private static Tokens tokens(String username, String displayName) {
        return new Tokens(new Secret("access"), 600, new Secret("refresh"), profile(username, displayName));
    }

    private <C extends Command<R>, R extends Reply> Function<C, Future<R>> answer(Function<C, R> fixture) {
        return command -> {
            heard.put(command.getClass(), command);
            RuntimeException failure = failures.get(command.getClass());
            return failure == null ? Future.succeededFuture(fixture.apply(command)) : Future.failedFuture(failure);
        };
    }

    /** A refusal with the code's own sentence. */
    static Refusal refusal(ErrorCode code) {
        return new Refusal(code, code.sentence());
    }
}
