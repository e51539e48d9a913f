package io.millrace.model;

/** What an operator says of the time between two checkpoints. */
public sealed interface OperatorReport extends LogEntry permits Balance, Gap {}
