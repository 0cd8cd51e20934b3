package dev.parley.e2e.abuse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Many raw connections, all open at once. */
final class Crowd implements AutoCloseable {
    private final List<RawClient> all;

    private Crowd(List<RawClient> all) {
        this.all = all;
    }

    static Crowd of(int size, Supplier<RawClient> opening) {
        List<RawClient> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(opening.get());
        }
        return new Crowd(all);
    }

    List<RawClient> all() {
        return all;
    }

    /** Each sends it; who has been refused meanwhile has not. */
    Crowd say(byte[] bytes) {
        all.forEach(client -> client.flood(bytes, bytes.length));
        return this;
    }

    /** What each was told until its end. */
    List<String> readToEnd() {
        return all.stream().map(RawClient::readToEnd).toList();
    }

    @Override
    public void close() {
        all.forEach(RawClient::close);
    }
}
