package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HiddenFilesTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ID = "0a1b2c3d-0123-4567-89ab-0123456789ab";

    @TempDir
    private Path directory;

    @Test
    void whatAJobHasNotMadeVisibleIsCountedWithItsSizeAndAge() throws Exception {
        write("2026/11/.part-1-0.parquet.inprogress." + ID, NOON.minusSeconds(60));
        write("2026/_part-1-1.parquet_tmp_" + ID, NOON);
        write("2026/11/part-1-2.parquet", NOON.minusSeconds(3600));
        write("_commits/2026/part-1-2.json", NOON.minusSeconds(3600));
        write("_SUCCESS", NOON.minusSeconds(3600));

        assertThat(under(100)).isEqualTo(new HiddenFiles(2, 10, NOON.minusSeconds(60), true));
    }

    @Test
    void inGooglesStoreTheyHaveAPlaceOfTheirOwnAndElsewhereTheyAreBesideTheVisibleOnes() {
        assertThat(placeOf("gs://lake/rows of all/")).isEqualTo("gs://lake/.inprogress/lake/rows of all");
        assertThat(placeOf("gs://lake")).isEqualTo("gs://lake/.inprogress/lake");
        assertThat(placeOf("s3://lake/rows")).isEqualTo("s3://lake/rows");
        assertThat(placeOf("file:/rows")).isEqualTo("file:/rows");
    }

    private static String placeOf(String directory) {
        return HiddenFiles.placeOf(new org.apache.flink.core.fs.Path(directory)).toString();
    }

    @Test
    void aDirectoryThatIsNotThereHasNone() throws Exception {
        assertThat(HiddenFiles.under(flink(directory.resolve("missing")), 100))
                .isEqualTo(new HiddenFiles(0, 0, null, true));
    }

    @Test
    void ofTooManyFilesItSaysThatItDidNotLookAtAll() throws Exception {
        for (int i = 0; i < 5; i++) {
            write("part-" + i, NOON);
        }

        assertThat(under(5).complete()).isTrue();
        assertThat(under(4).complete()).isFalse();
    }

    private HiddenFiles under(int most) throws Exception {
        return HiddenFiles.under(flink(directory), most);
    }

    private static org.apache.flink.core.fs.Path flink(Path path) {
        return new org.apache.flink.core.fs.Path("file", null, path.toString());
    }

    private void write(String name, Instant modified) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "12345");
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
