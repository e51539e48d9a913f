/**
 * Stage 2 of 7, decode: records in Protocol Buffers. Takes one message of the configured type, gives a typed row. Start at
 * {@link io.millrace.job.decode.protobuf.ProtobufDecoder}.
 */
package io.millrace.job.decode.protobuf;
