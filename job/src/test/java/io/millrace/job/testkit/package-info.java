/** What several tests need: fakes, golden files, metrics that can be read. */
package io.millrace.job.testkit;
