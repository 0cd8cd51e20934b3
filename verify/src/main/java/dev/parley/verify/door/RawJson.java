package dev.parley.verify.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.DecodeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of a JSON text exactly as they stand in it: what is parsed and written again has other bytes. */
final class RawJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private RawJson() {}

    /** The value of a member of an object, where that is an object or an array. */
    static Optional<String> member(String object, String name) {
        try (JsonParser parser = FACTORY.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String found = parser.currentName();
                parser.nextToken();
                String value = value(parser, object);
                if (found.equals(name) && !value.isEmpty()) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new DecodeException("no JSON: " + e.getMessage(), e);
        }
    }

    /** The objects in an array. */
    static List<String> items(String array) {
        try (JsonParser parser = FACTORY.createParser(array)) {
            List<String> items = new ArrayList<>();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                items.add(value(parser, array));
            }
            return items;
        } catch (IOException e) {
            throw new DecodeException("no JSON: " + e.getMessage(), e);
        }
    }

    /** The text of the object or array that the parser is at the beginning of; empty where it is at neither. */
    private static String value(JsonParser parser, String text) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return "";
        }
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return text.substring(start, (int) parser.currentLocation().getCharOffset());
    }
}
