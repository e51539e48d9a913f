package io.millrace.job.config;

import java.io.Serializable;

/** Records in JSON. What becomes of each value follows from the schema alone. */
public record JsonRecordsConfig() implements Serializable {}
