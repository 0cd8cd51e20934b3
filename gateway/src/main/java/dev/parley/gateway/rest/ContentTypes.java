package dev.parley.gateway.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Which bodies are understood. One without a content type counts as JSON. */
final class ContentTypes {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    private ContentTypes() {}

    /** Lets a request through whose body, if it has one, can be understood; before any of the body is read. */
    static void gate(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (hasBody(request) && !isForm(request) && !isJson(request)) {
            context.fail(415);
        } else {
            context.next();
        }
    }

    static boolean isForm(HttpServerRequest request) {
        return of(request).equals(FORM);
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = of(request);
        return type.equals(JSON) || (type.startsWith("application/") && type.endsWith("+json"));
    }

    private static String of(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return header == null ? JSON : header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.trim().equals("0");
        }
        return request.version() == HttpVersion.HTTP_2 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
