/**
 * Messages about the ledgers of a blockchain, as their producers send them, in the columns that readers know. Start at
 * {@link io.millrace.udf.ledger.MakeContractEvent}.
 */
package io.millrace.udf.ledger;
