package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void theChainGoesFromWhatToWhy() {
        Exception error = new IllegalStateException("the job failed", new IOException("disk full"));

        assertThat(Causes.chain(error))
                .containsExactly("IllegalStateException: the job failed", "IOException: disk full");
        assertThat(Causes.line(error)).isEqualTo("IllegalStateException: the job failed: IOException: disk full");
    }

    @Test
    void anExceptionThatOnlyRepeatsItsCauseIsLeftOut() {
        Exception error = new RuntimeException(new IOException("disk full"));

        assertThat(Causes.chain(error)).containsExactly("IOException: disk full");
    }

    @Test
    void anExceptionFromFlinkKeepsItsOwnNameAndLosesTheStackInItsMessage() {
        Exception error = new SerializedThrowable(new IOException("disk full\n\tat a.b.C.d(C.java:1)"));

        assertThat(Causes.chain(error)).containsExactly("IOException: disk full");
    }

    @Test
    void aLoopOfCausesEnds() {
        Exception outer = new IllegalStateException("outer");
        Exception inner = new IllegalArgumentException("inner", outer);
        outer.initCause(inner);

        assertThat(Causes.chain(outer))
                .containsExactly("IllegalStateException: outer", "IllegalArgumentException: inner");
    }

    @Test
    void aLongChainIsCutAtItsBeginningBecauseTheReasonIsAtItsEnd() {
        Exception error = new IOException("0");
        for (int i = 1; i < 20; i++) {
            error = new IllegalStateException("level " + i, error);
        }

        assertThat(Causes.chain(error)).hasSize(6).last().isEqualTo("IOException: 0");
    }

    @Test
    void anExceptionWithoutAMessageIsItsName() {
        assertThat(Causes.line(new InterruptedException())).isEqualTo("InterruptedException");
    }

    @Test
    void aCauseIsFoundByItsClassEvenWhenItCameFromAnotherProcess() {
        Exception error = new IllegalStateException(new SerializedThrowable(new IOException("disk full")));

        assertThat(Causes.include(error, IOException.class)).isTrue();
        assertThat(Causes.include(error, InterruptedException.class)).isFalse();
    }
}
