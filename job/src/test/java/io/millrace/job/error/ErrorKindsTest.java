package io.millrace.job.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.testkit.PageCells;
import io.millrace.model.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

final class ErrorKindsTest {

    private static final Path PAGE = Path.of("../docs/reference/errors.md");
    private static final String HEADER = "kind | of | meaning | what happens | what to do";

    @Test
    void theKindIsFoundHoweverDeepItIs() {
        assertThat(ErrorKinds.of(OutputException.sinkWrite("closing x failed", null)))
                .contains(ErrorKind.SINK_WRITE);
        assertThat(ErrorKinds.of(new CompletionException(
                        new SuppressRestartsException(OutputException.encode("a row", new IOException("x"))))))
                .contains(ErrorKind.ENCODE);
        assertThat(ErrorKinds.of(new IOException(new AckException("not deleted", null))))
                .contains(ErrorKind.ACK);
    }

    @Test
    void aFailureOfAnotherProcessIsToldByItsText() {
        for (Exception failure : List.of(
                OutputException.sinkWrite("closing x failed", null),
                OutputException.encode("a row", null),
                new AckException("not deleted", null))) {
            assertThat(ErrorKinds.of(new RuntimeException(new SerializedThrowable(failure))))
                    .isEqualTo(ErrorKinds.of(failure))
                    .isPresent();
        }
    }

    @Test
    void aFailureThatIsNotOursHasNoKind() {
        assertThat(ErrorKinds.of(new IOException("the ack: did not come"))).isEmpty();
        assertThat(ErrorKinds.of(new IllegalStateException("TaskManager lost", new IOException())))
                .isEmpty();
        Exception circle = new Exception("round");
        circle.initCause(new Exception("and round", circle));
        assertThat(ErrorKinds.of(circle)).isEmpty();
    }

    @Test
    void thePageOfErrorsHasEveryKindInTheOrderOfTheCode() throws IOException {
        List<PageCells.Row> rows = PageCells.rows(Files.readString(PAGE), Set.of(HEADER));

        assertThat(rows.stream().map(row -> PageCells.text(row.cells()[0])))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorKind.values()).map(ErrorKind::label).toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.cells()).hasSize(5).doesNotContain("");
            assertThat(row.cells()[3]).contains(row.cells()[1].equals("the job") ? "restart" : "dead letter");
        });
    }
}
