/**
 * How operators keep count of what becomes of records, and of which were lost before they came in, so that what came in can
 * be held against what went out, checkpoint by checkpoint. Beside the stages, not one of them; stage 7 announces what is
 * counted. Start at
 * {@link io.millrace.job.balance.Balances}.
 */
package io.millrace.job.balance;
