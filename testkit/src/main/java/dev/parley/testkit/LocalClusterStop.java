package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the processes whose pid files are in a folder, whoever started them. Blocks. */
public final class LocalClusterStop {
    private static final List<String> ORDER = List.of("gateway-", "auth-", "presence-", "chat-");
    private static final String POSTGRES = "postgres";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(40);

    private LocalClusterStop() {}

    /**
     * Ends all of them in order: gateways first, then auth, presence, chat, PostgreSQL last. Processes of one service end
     * together, also one that is paused; one that takes longer than 40 s is killed.
     *
     * @return the names of those that were running
     */
    public static List<String> stop(Path folder) {
        List<String> stopped = running(folder);
        for (String service : ORDER) {
            Map<String, ProcessHandle> handles = processes(folder, service);
            handles.values().forEach(ProcessHandle::destroy);
            handles.values().forEach(handle -> Signals.send(handle.pid(), "CONT"));
            handles.values().forEach(LocalClusterStop::await);
        }
        postgresPid(folder).process().ifPresent(LocalClusterStop::endPostgres);
        pidFiles(folder, "").forEach(PidFile::delete);
        return stopped;
    }

    /** The names of the processes that run. */
    static List<String> running(Path folder) {
        return List.copyOf(processes(folder, "").keySet());
    }

    static PidFile postgresPid(Path folder) {
        return new PidFile(folder.resolve(POSTGRES + PidFile.ENDING));
    }

    private static Map<String, ProcessHandle> processes(Path folder, String prefix) {
        Map<String, ProcessHandle> handles = new LinkedHashMap<>();
        for (PidFile file : pidFiles(folder, prefix)) {
            String name = file.file().getFileName().toString().replace(PidFile.ENDING, "");
            file.process().ifPresent(handle -> handles.put(name, handle));
        }
        return handles;
    }

    private static List<PidFile> pidFiles(Path folder, String prefix) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, prefix + "*" + PidFile.ENDING)) {
            matching.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files.stream().map(PidFile::new).toList();
    }

    /** SIGINT is PostgreSQL's fast shutdown; at SIGTERM it would wait for clients that are long gone. */
    private static void endPostgres(ProcessHandle postgres) {
        Signals.send(postgres.pid(), "INT");
        await(postgres);
    }

    private static void await(ProcessHandle handle) {
        try {
            handle.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            handle.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
