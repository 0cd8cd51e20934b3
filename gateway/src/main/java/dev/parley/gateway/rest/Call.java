package dev.parley.gateway.rest;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.WellFormed;
import dev.parley.gateway.limits.ClientAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;

/** A request as an operation reads it. Everything it gives is checked; what is wrong is a {@code bad-request}. */
final class Call {
    private final RoutingContext context;

    Call(RoutingContext context) {
        this.context = context;
    }

    Optional<String> authorization() {
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION));
    }

    /** What the limits of the client's address hang on. */
    String address() {
        ClientAddress found = context.get(ClientAddress.OF_REQUEST);
        return (found == null ? ClientAddress.of(context.request().remoteAddress()) : found).key();
    }

    /** A part of the path by its name. */
    String part(String name) {
        return WellFormed.text(name, context.pathParam(name));
    }

    /** The room in the path. */
    RoomId room() {
        return new RoomId(context.pathParam("id"));
    }

    /** The person in the path: an id, or an {@code @} and a username. */
    String person() {
        String person = WellFormed.text("the user id", context.pathParam("userId"));
        if (person.isBlank()) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a user id is 1 to 64 characters");
        }
        return person;
    }

    /** A parameter of the query; empty counts as absent. */
    Optional<String> query(String name) {
        List<String> values = context.queryParam(name);
        if (values.size() > 1) {
            throw Fields.wrong(name, "comes twice");
        }
        return values.stream().findFirst().filter(value -> !value.isEmpty()).map(value -> WellFormed.text(name, value));
    }

    /** A whole number in the query. */
    Optional<Long> number(String name, long min) {
        return query(name).map(value -> {
            try {
                long number = Long.parseLong(value);
                if (number >= min) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below, with the bound
            }
            throw Fields.wrong(name, "must be a whole number, at least " + min);
        });
    }

    /** How many items the page may have. */
    int limit() {
        long asked = number("limit", 1).orElse((long) RestOptions.DEFAULT_PAGE);
        return (int) Math.min(asked, RestOptions.MAX_PAGE);
    }

    /** The members of a JSON body. */
    Fields json() {
        if (ContentTypes.isForm(context.request())) {
            throw new HttpException(415);
        }
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a JSON body is required");
        }
        return Fields.ofJson(body);
    }

    /** The members of a JSON body or the fields of a form. */
    Fields jsonOrForm() {
        return ContentTypes.isForm(context.request())
                ? Fields.ofForm(context.request().formAttributes())
                : json();
    }
}
