package io.millrace.model;

/** One line of the commit log: what stage 7 announces. */
public sealed interface LogEntry permits CommittedFile, DeadLetterFile, OperatorReport {

    /** The checkpoint of what came between the last checkpoint and the end of the input. */
    long END_OF_INPUT = Long.MAX_VALUE;

    /** The checkpoint with which it became true; {@link #END_OF_INPUT} for what came after the last one. */
    long checkpointId();
}
