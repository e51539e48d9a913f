/** The whole job, from a real queue to real files, while it is made to fail. Start at {@link ForcedFailuresIT}. */
package io.millrace.job.it;
