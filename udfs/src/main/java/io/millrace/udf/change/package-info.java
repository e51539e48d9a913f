/**
 * Changes of documents, as a database's change stream gives them, in columns. Start at {@link
 * io.millrace.udf.change.MakeChangeEvent}.
 */
package io.millrace.udf.change;
