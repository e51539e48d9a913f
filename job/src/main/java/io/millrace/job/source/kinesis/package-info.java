/**
 * Stage 1 of 7, source. Takes the records of a Kinesis data stream, gives {@link io.millrace.model.RawMessage} at the time
 * each arrived. Start at {@link io.millrace.job.source.kinesis.KinesisSource}.
 *
 * <pre>
 *  stream ─ discovery ─→ KinesisSplitEnumerator ── shards ──→ KinesisSourceReader × n ─ RawMessage →
 *                             │ ShardGraph: each once,              ↑ ShardEvent, bounded queue
 *                             │ parents first                  ShardReader, in a thread of its own
 *                             └ Settlements: what readers        ├ PollingReader: GetRecords, Pace
 *                               may forget                       └ FanOutReader: SubscribeToShard
 *                                                              ShardCursor: pages → messages, each once; gaps
 *                                                              Aggregation: packed records
 * </pre>
 *
 * <p>{@link io.millrace.job.source.kinesis.ShardGraph} and {@link io.millrace.job.source.kinesis.ShardCursor} are the state
 * machines: they know neither Flink nor AWS, and every rule of the delivery guarantee is one of their verbs.
 */
package io.millrace.job.source.kinesis;
