/**
 * Single objects of a store that is local, S3 or Google's: written so that they appear whole or not at all, and known by the
 * hash of what they hold. Start at {@link io.millrace.job.object.WholeObject}.
 */
package io.millrace.job.object;
