/**
 * The only place where AWS clients are built: credentials, region, endpoint, timeouts, retries, HTTP. Beside the stages,
 * not one of them. Start at {@link io.millrace.job.aws.SqsQueue}, the narrow interface through which every stage sees a
 * queue; {@link io.millrace.job.aws.SqsQueues} makes factories of it. No type of the SDK leaves this package.
 */
package io.millrace.job.aws;
