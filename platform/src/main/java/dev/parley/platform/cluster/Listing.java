package dev.parley.platform.cluster;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a process says of itself to all others: every address at which it is found.
 *
 * @param node who says so
 * @param version grows with each listing of that process; the highest one counts
 * @param asks whether the others should say theirs, because some are missing
 * @param addresses how many consumers there are at each address, at least one
 */
record Listing(String node, long version, boolean asks, Map<String, Integer> addresses) {
    Listing {
        addresses = Map.copyOf(addresses);
    }

    JsonObject toJson() {
        JsonObject counts = new JsonObject();
        addresses.forEach(counts::put);
        return new JsonObject()
                .put("node", node)
                .put("version", version)
                .put("asks", asks)
                .put("addresses", counts);
    }

    static Listing of(JsonObject json) {
        JsonObject counts = json.getJsonObject("addresses");
        return new Listing(
                json.getString("node"),
                json.getLong("version"),
                json.getBoolean("asks"),
                counts.fieldNames().stream().collect(Collectors.toMap(address -> address, counts::getInteger)));
    }
}
