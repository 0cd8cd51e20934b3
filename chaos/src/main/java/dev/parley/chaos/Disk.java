package dev.parley.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, mounted for this process and its children only, that can be filled. Only inside an {@link Isolation}. */
final class Disk {
    private static final int MEGABYTES = 1024;
    private static final int BLOCK = 64 * 1024;
    private static final String FILLER = "filler";

    private final Path folder;

    /** Mounts it at that folder, which is made where it is absent. */
    Disk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Command.run(
                "mount", "-t", "tmpfs", "-o", "mode=700,size=" + MEGABYTES + "m", "parley-chaos", folder.toString());
    }

    /** Takes what is left of it. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(folder.resolve(FILLER))) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            // The one way that this ends: there is no space left.
        }
    }

    /** Gives it back. */
    void free() {
        try {
            Files.deleteIfExists(folder.resolve(FILLER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
