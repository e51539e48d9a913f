/**
 * Cases of pipelines, in YAML beside them: a message, and the rows, partitions and dead letters that it is to become. What
 * {@code millrace test} runs. Start at {@link io.millrace.job.cases.Cases}.
 */
package io.millrace.job.cases;
