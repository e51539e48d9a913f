/**
 * The quickstart's own world, beside the pipeline and never inside it: a real SQS server in a JVM of its own, and a
 * producer that sends a web shop's clickstream to it through the SQS API. Start at the
 * class Demo.
 *
 * <p>Only the command line uses this package. It is not part of the jar that a cluster runs.
 */
package io.millrace.job.quickstart;
