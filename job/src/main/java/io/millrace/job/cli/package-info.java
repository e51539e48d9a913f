/**
 * The command line: {@code run} on this machine, {@code validate}, {@code test}, {@code version}. Sees every stage, and is the only
 * package that prints. Start at {@link io.millrace.job.cli.Main}; {@code run} is in {@link
 * io.millrace.job.cli.RunCommand}.
 */
package io.millrace.job.cli;
