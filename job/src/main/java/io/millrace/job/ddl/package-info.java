/**
 * Beside the flow: the tables that other systems need to read a pipeline's files, as statements of their dialects of SQL.
 * Start at {@link io.millrace.job.ddl.Dialect}.
 */
package io.millrace.job.ddl;
