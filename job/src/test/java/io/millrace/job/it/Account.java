package io.millrace.job.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.announce.LogDirectory;
import io.millrace.job.announce.Verification;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.Path;

/** What the commit log of a pipeline says became of records. */
final class Account {

    private Account() {}

    /** The sums, after holding the log below {@code _commits/} against the files: all must be as announced. */
    static Verification.Totals of(URI output, URI deadLetters) throws IOException {
        LogDirectory log = LogDirectory.below(output);
        Verification verification = new Verification(true);
        for (Path object : log.objects()) {
            log.read(object).forEach(verification::add);
        }
        Verification.Result result = verification.against(output, deadLetters);
        assertThat(result.findings()).isEmpty();
        assertThat(result.notes()).isEmpty();
        return result.totals();
    }
}
