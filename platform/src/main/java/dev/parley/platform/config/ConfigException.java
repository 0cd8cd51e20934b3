package dev.parley.platform.config;

/** A setting that stops the start; the message names the key and says what is wrong with it, never its value. */
@SuppressWarnings("serial") // never serialised
public final class ConfigException extends RuntimeException {
    public ConfigException(String key, String problem) {
        super(key + " " + problem);
    }
}
