/** Results as a file and as tables. Start at {@link io.millrace.bench.report.Report}. */
package io.millrace.bench.report;
