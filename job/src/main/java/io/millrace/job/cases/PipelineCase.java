package io.millrace.job.cases;

import io.millrace.job.config.CaseConfig;
import io.millrace.job.config.Location;
import io.millrace.model.RawMessage;

/**
 * One case, with its message made.
 *
 * @param at where it begins
 * @param config what is expected
 * @param message what is given
 */
record PipelineCase(Location at, CaseConfig config, RawMessage message) {}
