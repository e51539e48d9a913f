package io.millrace.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.config.FilePattern;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatchingFilesTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of(
                "a.jsonl",
                "b.json",
                "2026/01/c.jsonl",
                "2026/01/c.jsonl.gz",
                "2026/02/d.jsonl",
                "2026/_temporary/e.jsonl",
                "2026/02/.hidden.jsonl",
                "2026/02/_SUCCESS",
                "with space/[x].jsonl",
                "empty.jsonl")) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name.startsWith("empty") ? "" : "{}\n".repeat(1000));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a.jsonl | a.jsonl",
                "/*.jsonl | a.jsonl, empty.jsonl",
                "/**/*.jsonl |" + " 2026/01/c.jsonl, 2026/02/d.jsonl, a.jsonl, empty.jsonl, with space/[x].jsonl",
                "/2026/*/*.jsonl | 2026/01/c.jsonl, 2026/02/d.jsonl",
                "/2026/** | 2026/01/c.jsonl, 2026/01/c.jsonl.gz, 2026/02/d.jsonl",
                "/2026/0[2-9]/?.jsonl | 2026/02/d.jsonl",
                "/2026/0[!1]/* | 2026/02/d.jsonl",
                "/{a,b}.json* | a.jsonl, b.json",
                "/with space | with space/[x].jsonl",
                "/2026 | 2026/01/c.jsonl, 2026/01/c.jsonl.gz, 2026/02/d.jsonl",
            })
    void aPatternFindsItsFiles(String pattern, String expected) throws IOException {
        assertThat(new MatchingFiles(new FilePattern(directory + pattern), 1 << 20)
                        .files().stream().map(file -> directory
                                .relativize(Path.of(file.getPath().getPath()))
                                .toString()))
                .containsExactly(expected.split(", "));
    }

    @Test
    void nothingThatMatchesIsAnError() {
        for (String pattern : List.of("/*.csv", "/missing", "/missing/*.jsonl")) {
            assertThatThrownBy(() -> new MatchingFiles(new FilePattern(directory + pattern), 1 << 20).files())
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessage("source.files.path: no file matches " + directory + pattern);
        }
    }

    @Test
    void rangesCoverEachFileAndACompressedOneIsWhole() throws IOException {
        var splits = new MatchingFiles(new FilePattern(directory + "/2026/01"), 1024).enumerateSplits(null, 1);

        assertThat(splits)
                .extracting(split -> split.path().getName(), FileSourceSplit::offset, FileSourceSplit::length)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("c.jsonl", 0L, 1024L),
                        org.assertj.core.groups.Tuple.tuple("c.jsonl", 1024L, 1024L),
                        org.assertj.core.groups.Tuple.tuple("c.jsonl", 2048L, 952L),
                        org.assertj.core.groups.Tuple.tuple("c.jsonl.gz", 0L, 3000L));
        assertThat(splits).extracting(FileSourceSplit::splitId).doesNotHaveDuplicates();
        assertThat(new MatchingFiles(new FilePattern(directory + "/empty.jsonl"), 1024).enumerateSplits(null, 1))
                .isEmpty();
    }
}
