package dev.parley.gateway.broker;

import dev.parley.contracts.broker.Place;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern of places: {@code *} stands for any characters but a slash, {@code **} for any characters. */
public final class PlacePattern {
    private static final Pattern PIECE = Pattern.compile("\\*\\*|\\*|[^*]+");

    private final String text;
    private final Pattern compiled;

    private PlacePattern(String text) {
        this.text = text;
        this.compiled = Pattern.compile(PIECE.matcher(text)
                .replaceAll(piece -> Matcher.quoteReplacement(
                        switch (piece.group()) {
                            case "**" -> ".*";
                            case "*" -> "[^/]*";
                            default -> Pattern.quote(piece.group());
                        })));
    }

    /** Empty where the text does not begin with a slash. */
    public static Optional<PlacePattern> of(String text) {
        return text.startsWith("/") ? Optional.of(new PlacePattern(text)) : Optional.empty();
    }

    boolean matches(Place place) {
        return compiled.matcher(place.path()).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlacePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
