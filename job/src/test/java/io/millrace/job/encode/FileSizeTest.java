package io.millrace.job.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.testkit.Clicks;
import java.io.IOException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are rolled by the encoder's estimate hit their target. {@link FileSizes#main} measures more of them. */
final class FileSizeTest {

    private static FileSizes sizes;

    @BeforeAll
    static void makeRows() {
        sizes = new FileSizes();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void filesHitTheirTarget(String name, FormatConfig format) throws IOException {
        EncoderFactory factory = Written.factory(format, Clicks.SCHEMA);

        assertThat(achieved(factory, "256 KiB")).as("the first small file").isCloseTo(1, Offset.offset(0.15));
        assertThat(achieved(factory, "256 KiB")).as("a later small file").isCloseTo(1, Offset.offset(0.05));
        assertThat(achieved(factory, "4 MiB")).as("a larger file").isCloseTo(1, Offset.offset(0.03));
    }

    static Stream<Object[]> formats() {
        return Written.formats().entrySet().stream().map(format -> new Object[] {format.getKey(), format.getValue()});
    }

    private static double achieved(EncoderFactory factory, String target) throws IOException {
        return sizes.achieved(factory, ByteSize.parse(target).bytes());
    }
}
