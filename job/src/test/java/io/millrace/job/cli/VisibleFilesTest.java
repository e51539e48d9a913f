package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisibleFilesTest {

    @TempDir
    private Path directory;

    @Test
    void partitionsAreDirectoriesWithAtLeastOneFileThatReadersSee() throws Exception {
        write("2026/11/20/10/part-1.parquet", 10);
        write("2026/11/20/10/part-2.parquet", 20);
        write("2026/11/20/11/part-3.parquet", 30);
        write("2026/11/20/12/.part-4.parquet.inprogress.1", 40);
        write("2026/11/20/13/_tmp", 50);
        write("_commits/1.json", 60);

        assertThat(VisibleFiles.count(flink(), 1000)).contains(new VisibleFiles(2, 3, 60));
    }

    @Test
    void nothingThereIsNothing() throws Exception {
        assertThat(VisibleFiles.count(new org.apache.flink.core.fs.Path(flink(), "missing"), 1000))
                .contains(new VisibleFiles(0, 0, 0));
    }

    @Test
    void moreThanIsWorthLookingAtIsNotCounted() throws Exception {
        write("a/1", 1);
        write("a/2", 1);
        write("a/3", 1);

        assertThat(VisibleFiles.count(flink(), 3)).isEmpty();
        assertThat(VisibleFiles.count(flink(), 4)).contains(new VisibleFiles(1, 3, 3));
    }

    private org.apache.flink.core.fs.Path flink() {
        return new org.apache.flink.core.fs.Path("file", null, directory.toString());
    }

    private void write(String path, int size) throws Exception {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[size]);
    }
}
