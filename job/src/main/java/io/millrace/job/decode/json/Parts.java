package io.millrace.job.decode.json;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Scratch;

/** What all readers of one decoder share: the record's failure and buffers, the tools, and the pipeline's policies. */
final class Parts {

    final Failure failure = new Failure();
    final Scratch scratch = new Scratch();
    final Strings strings = new Strings(failure, scratch);
    final NumberToken number = new NumberToken(failure);
    final Name name = new Name(failure, strings);
    final DateTimeText dateTime = new DateTimeText();

    final Skipper skipper;
    final int maxDepth;
    final boolean lastWins;

    Parts(DecodeConfig config) {
        maxDepth = config.maxDepth();
        lastWins = config.duplicateKeys() == DecodeConfig.DuplicateKeys.LAST;
        skipper = new Skipper(failure, scratch, strings, number, config.maxDepth());
    }
}
