package dev.parley.gateway.rest;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.Issuers;
import dev.parley.gateway.limits.CallQuota;
import dev.parley.gateway.limits.Limits;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The REST door: the operations of {@code openapi.json}, on the paths they have there. Whatever is asked below
 * {@code /api} is answered here, also what does not exist. One per event loop, for use on it.
 */
public final class RestRoutes {
    static final String ROOMS = "/api/v1/rooms";

    private static final String INTROSPECT = "/api/v1/auth/introspect";
    private static final String KEYS = "/.well-known/jwks.json";
    private static final String EVERYTHING = "/api/*";

    private final RestOptions options;
    private final List<Endpoint> endpoints;

    /** @param issuers whose own set is published at {@code /.well-known/jwks.json} */
    public RestRoutes(
            EdgeBus bus,
            Addresses addresses,
            Authenticator authenticator,
            Issuers issuers,
            RestOptions options,
            Limits limits) {
        this.options = options;
        Callers callers = new Callers(authenticator, limits.calls());
        IntrospectOperation introspect = new IntrospectOperation(bus, authenticator, options.introspection());
        this.endpoints = Stream.of(
                        documents(issuers),
                        ofAnybody(bus, callers, limits.calls()),
                        List.of(new Endpoint(POST, INTROSPECT, introspect)),
                        ofPeople(bus, callers),
                        AdminOperations.endpoints(bus, callers),
                        ofRooms(bus, addresses, callers, options, limits),
                        ofMembers(bus, callers))
                .flatMap(List::stream)
                .toList();
    }

    /** Adds the routes. They end their requests: what is mounted after them never sees a path below {@code /api}. */
    public void mount(Router router) {
        Failures failures = new Failures();
        router.errorHandler(400, failures); // a path that cannot be decoded matches no route, so none can handle it
        for (String scope : List.of(EVERYTHING, KEYS)) {
            router.route(scope).failureHandler(failures);
            router.route(scope).handler(new CrossOrigin(options));
            router.route(scope).handler(ContentTypes::gate);
            router.route(scope)
                    .handler(BodyHandler.create(false)
                            .setBodyLimit(options.maxBodyBytes())
                            .setMergeFormAttributes(false));
        }
        byPath().forEach((path, operations) -> mount(router, path, operations));
        router.route(EVERYTHING).handler(context -> context.fail(404));
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    private Map<String, List<Endpoint>> byPath() {
        return endpoints.stream()
                .collect(Collectors.groupingBy(Endpoint::path, LinkedHashMap::new, Collectors.toList()));
    }

    private static void mount(Router router, String path, List<Endpoint> operations) {
        String pattern = path.replaceAll("\\{(\\w+)}", ":$1");
        Set<String> allowed = new TreeSet<>(Set.of(OPTIONS.name()));
        for (Endpoint operation : operations) {
            Route route = router.route(operation.method(), pattern).handler(operation::serve);
            allowed.add(operation.method().name());
            if (operation.method().equals(GET)) {
                route.method(HEAD); // Vert.x leaves the body of such an answer out
                allowed.add(HEAD.name());
            }
        }
        String allow = String.join(", ", allowed);
        router.route(pattern).handler(context -> otherMethod(context, allow));
    }

    private static void otherMethod(RoutingContext context, String allow) {
        context.response().putHeader("Allow", allow);
        if (context.request().method().equals(OPTIONS)) {
            Answer.noContent().send(context.response());
        } else {
            context.fail(405);
        }
    }

    private static List<Endpoint> documents(Issuers issuers) {
        return List.of(
                new Endpoint(GET, "/api/openapi.json", DocumentOperation.openApi()),
                new Endpoint(GET, "/api/asyncapi.json", DocumentOperation.asyncApi()),
                new Endpoint(GET, KEYS, new JwksOperation(issuers)));
    }

    private static List<Endpoint> ofAnybody(EdgeBus bus, Callers callers, CallQuota quota) {
        return List.of(
                new Endpoint(POST, "/api/v1/auth/register", callers.counted(new RegisterOperation(bus, quota))),
                new Endpoint(POST, "/api/v1/auth/token", callers.counted(new TokenOperation(bus))),
                new Endpoint(POST, "/api/v1/auth/guest", callers.counted(new GuestOperation(bus, quota))),
                new Endpoint(POST, "/api/v1/auth/logout", callers.counted(new LogoutOperation(bus))));
    }

    private static List<Endpoint> ofPeople(EdgeBus bus, Callers callers) {
        return List.of(
                signedIn(POST, "/api/v1/auth/password", callers, new PasswordOperation(bus)),
                signedIn(GET, "/api/v1/me", callers, new ReadMeOperation(bus)),
                signedIn(PATCH, "/api/v1/me", callers, new ChangeMeOperation(bus)));
    }

    private static List<Endpoint> ofRooms(
            EdgeBus bus, Addresses addresses, Callers callers, RestOptions options, Limits limits) {
        CreateRoomOperation create = new CreateRoomOperation(bus, new NewRoomIds(new SecureRandom()));
        PostMessageOperation post = new PostMessageOperation(bus, options.maxMessageLength(), limits);
        return List.of(
                signedIn(GET, ROOMS, callers, new ListRoomsOperation(bus)),
                signedIn(POST, ROOMS, callers, create),
                signedIn(GET, ROOMS + "/{id}", callers, new GetRoomOperation(bus)),
                signedIn(PATCH, ROOMS + "/{id}", callers, new ChangeRoomOperation(bus)),
                signedIn(POST, ROOMS + "/{id}/join", callers, new JoinRoomOperation(bus)),
                signedIn(POST, ROOMS + "/{id}/leave", callers, new LeaveRoomOperation(bus)),
                signedIn(GET, ROOMS + "/{id}/events", callers, new ReadEventsOperation(bus)),
                signedIn(POST, ROOMS + "/{id}/messages", callers, post),
                signedIn(GET, ROOMS + "/{id}/presence", callers, new PresenceOperation(bus, addresses)));
    }

    private static List<Endpoint> ofMembers(EdgeBus bus, Callers callers) {
        People people = new People(bus);
        String member = ROOMS + "/{id}/members/{userId}";
        String ban = ROOMS + "/{id}/bans/{userId}";
        return List.of(
                signedIn(GET, ROOMS + "/{id}/members", callers, new ListMembersOperation(bus, people)),
                signedIn(PUT, member, callers, new PutMemberOperation(bus, people)),
                signedIn(DELETE, member, callers, new PersonOperation(bus, people, RemoveMember::new)),
                signedIn(PUT, ban, callers, new PersonOperation(bus, people, BanPerson::new)),
                signedIn(DELETE, ban, callers, new PersonOperation(bus, people, UnbanPerson::new)));
    }

    static Endpoint signedIn(HttpMethod method, String path, Callers callers, PersonalOperation operation) {
        return new Endpoint(method, path, new SignedIn(callers, operation));
    }
}
