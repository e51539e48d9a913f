/** A function on a web shop's clickstream: an example that does real work. Start at {@link io.millrace.udf.click.CleanClick}. */
package io.millrace.udf.click;
