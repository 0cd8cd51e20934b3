package dev.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebrootTest {
    private static final Pattern REFERENCE =
            Pattern.compile("(?:\\bfrom '|\\bimport '|new URL\\('|\\bhref=\"|\\bsrc=\")([^'\"#][^'\"]*)['\"]");
    private static final Pattern INLINE =
            Pattern.compile("<style|\\sstyle=|\\son[a-z]+=\"|javascript:|<script(?![^>]*\\ssrc=)");

    private final Path webroot = webroot();

    @Test
    void everyFileThatThePageNamesIsPackedWithIt() {
        List<Path> pages = filesEndingIn(".html", ".js");

        List<String> missing = pages.stream()
                .flatMap(page -> references(page)
                        .filter(name -> !Files.isRegularFile(page.resolveSibling(name)))
                        .map(name -> webroot.relativize(page) + " names " + name))
                .toList();

        assertThat(pages).hasSizeGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    @Test
    void theTwoLibrariesComeWithTheirLicences() {
        assertThat(webroot.resolve("lib/stompjs/LICENSE")).content().contains("Apache License");
        assertThat(webroot.resolve("lib/sockjs/LICENSE")).content().contains("Permission is hereby granted");
        assertThat(webroot.resolve("lib/sockjs/sockjs.min.js")).isRegularFile();
    }

    @Test
    void nothingOnThePageNeedsAnInlineScriptOrStyle() {
        assertThat(read(webroot.resolve("index.html"))).doesNotContainPattern(INLINE);
    }

    @Test
    void ourOwnModulesNeverTurnTextIntoMarkup() {
        List<Path> own = filesEndingIn(".js").stream()
                .filter(file -> file.startsWith(webroot.resolve("js")))
                .toList();

        assertThat(own)
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(read(file))
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("));
    }

    private static Stream<String> references(Path page) {
        return REFERENCE.matcher(read(page)).results().map((MatchResult found) -> found.group(1));
    }

    private List<Path> filesEndingIn(String... endings) {
        try (Stream<Path> files = Files.walk(webroot)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.toString().endsWith(".min.js"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path webroot() {
        URL index = Objects.requireNonNull(WebrootTest.class.getResource("/webroot/index.html"));
        try {
            return Objects.requireNonNull(Path.of(index.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
