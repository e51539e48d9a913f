package io.millrace.job.aws;

import static java.util.Objects.requireNonNull;

/** What became of one entry of a call with several. */
public sealed interface EntryOutcome {

    /** Done. */
    EntryOutcome SUCCEEDED = new Succeeded();

    /** Done. */
    record Succeeded() implements EntryOutcome {}

    /** An entry that was not done. */
    sealed interface Failed extends EntryOutcome {

        /** The code that the service gave. */
        String code();

        /** The service's explanation. */
        String message();

        /** What that says of another attempt. */
        default Trouble trouble() {
            return Trouble.PERMANENT;
        }
    }

    /** Not done for a passing reason: another attempt may help. */
    record Retryable(String code, String message) implements Failed {

        public Retryable {
            requireNonNull(code, "code");
        }

        @Override
        public Trouble trouble() {
            boolean throttled = SdkErrors.isThrottling(code) || code.startsWith("ProvisionedThroughputExceeded");
            return throttled ? Trouble.THROTTLED : Trouble.PASSING;
        }
    }

    /**
     * The receipt is of no more use: its message was received again under another receipt, is visible again, or is
     * deleted. Whatever is left to do with the message is done under its later receipt.
     */
    record ReceiptGone(String code, String message) implements Failed {

        public ReceiptGone {
            requireNonNull(code, "code");
        }
    }

    /** Refused: another attempt gives the same answer. */
    record Permanent(String code, String message) implements Failed {

        public Permanent {
            requireNonNull(code, "code");
        }
    }
}
