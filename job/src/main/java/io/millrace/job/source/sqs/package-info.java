/**
 * Stage 1 of 7, source. Takes the messages of an SQS queue, gives {@link io.millrace.model.RawMessage} at the time each was
 * sent. Start at {@link io.millrace.job.source.sqs.SqsSource}.
 *
 * <pre>
 *             receives            emits, seals            deletes
 *   queue ──→ Receiver × n ──→ MessageBuffer ──→ SqsSourceReader ──→ (checkpoint) ──→ Deleter × n ──→ queue
 *                 │                                  │                                  │
 *                 └──────────── Receipts: what is held, and how far each message is ────┘
 *                                        ├── LeaseKeeper × 8 keeps them hidden: Leases says which is the next
 *                                        └── Releaser × 8 gives back what is not sealed when the reader stops
 * </pre>
 *
 * <p>{@link io.millrace.job.source.sqs.Receipts} is the state machine: it knows neither Flink nor AWS, and every rule of
 * the delivery guarantee is one of its verbs. {@link io.millrace.job.source.sqs.SqsSplitEnumerator} gives every reader its
 * share and ends a drain.
 */
package io.millrace.job.source.sqs;
