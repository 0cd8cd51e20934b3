package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code mvn package} has made of the project. */
public final class Artifacts {
    private Artifacts() {}

    /** The folder of the parent pom, at or above the working directory. */
    public static Path projectRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("testkit")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside the project: no pom.xml beside testkit/ here or above");
    }

    /** The class path of a packaged module: its jar, and all jars it needs at run time. */
    public static String classPath(Path projectRoot, String module) {
        Path target = projectRoot.resolve(module).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-[0-9]*.jar")) {
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                if (!name.endsWith("-tests.jar") && !name.endsWith("-sources.jar")) {
                    return jar + ":" + target.resolve("lib") + "/*";
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(module + " is not packaged: mvn package -pl " + module + " -am", e);
        }
        throw new IllegalStateException(module + " is not packaged: mvn package -pl " + module + " -am");
    }
}
