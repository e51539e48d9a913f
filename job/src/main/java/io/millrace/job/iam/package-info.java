/**
 * Beside the flow: what AWS has to allow a pipeline, as a policy of IAM. Start at {@link io.millrace.job.iam.PipelinePolicy}.
 */
package io.millrace.job.iam;
