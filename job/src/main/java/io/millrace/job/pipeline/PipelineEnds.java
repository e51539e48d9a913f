package io.millrace.job.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisStream;
import io.millrace.job.aws.KinesisStreams;
import io.millrace.job.aws.SqsQueue;
import io.millrace.job.aws.SqsQueues;
import io.millrace.job.commit.CommitListener;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.decode.Decoder;
import io.millrace.job.encode.console.LineOutput;
import io.millrace.model.RawMessage;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * What a pipeline is connected to. A test brings a queue that is watched, a source that fails, a listener that kills, or
 * a decoder that poisons its rows; everyone else takes what the configuration names.
 *
 * @param queue opens the queue of the source
 * @param stream opens the stream of the source
 * @param letters opens the queue of the dead letters
 * @param source the last word on the source
 * @param decoders the last word on how records are decoded
 * @param onCommit hears of every file of the output that has become visible
 * @param lines where an output on standard output prints
 */
public record PipelineEnds(
        SqsQueue.Factory queue,
        KinesisStream.Factory stream,
        SqsQueue.Factory letters,
        SourceDecorator source,
        UnaryOperator<Decoder.Factory> decoders,
        CommitListener onCommit,
        LineOutput lines) {

    /** Puts something around a source. */
    @FunctionalInterface
    public interface SourceDecorator {

        <S extends SourceSplit, E> Source<RawMessage, S, E> decorate(Source<RawMessage, S, E> source);
    }

    public PipelineEnds {
        requireNonNull(queue, "queue");
        requireNonNull(stream, "stream");
        requireNonNull(letters, "letters");
        requireNonNull(source, "source");
        requireNonNull(decoders, "decoders");
        requireNonNull(onCommit, "onCommit");
        requireNonNull(lines, "lines");
    }

    /**
     * The ends that {@code config} names.
     *
     * @param lines where an output on standard output prints
     */
    public static PipelineEnds of(PipelineConfig config, LineOutput lines) {
        return new PipelineEnds(
                config.source().sqs() == null
                        ? PipelineEnds::noQueue
                        : SqsQueues.of(config.source().sqs()),
                config.source().kinesis() == null
                        ? PipelineEnds::noStream
                        : KinesisStreams.of(config.source().kinesis()),
                config.deadLetter().sqs() == null
                        ? PipelineEnds::noLetters
                        : SqsQueues.of(config.deadLetter().sqs()),
                PipelineEnds::itself,
                UnaryOperator.identity(),
                CommitListener.NONE,
                lines);
    }

    public PipelineEnds withQueue(SqsQueue.Factory other) {
        return new PipelineEnds(other, stream, letters, source, decoders, onCommit, lines);
    }

    public PipelineEnds withStream(KinesisStream.Factory other) {
        return new PipelineEnds(queue, other, letters, source, decoders, onCommit, lines);
    }

    public PipelineEnds withLetters(SqsQueue.Factory other) {
        return new PipelineEnds(queue, stream, other, source, decoders, onCommit, lines);
    }

    public PipelineEnds withSource(SourceDecorator other) {
        return new PipelineEnds(queue, stream, letters, other, decoders, onCommit, lines);
    }

    public PipelineEnds withDecoders(UnaryOperator<Decoder.Factory> other) {
        return new PipelineEnds(queue, stream, letters, source, other, onCommit, lines);
    }

    public PipelineEnds withOnCommit(CommitListener other) {
        return new PipelineEnds(queue, stream, letters, source, decoders, other, lines);
    }

    private static SqsQueue noQueue() {
        throw new IllegalStateException("the pipeline's source is not a queue");
    }

    private static SqsQueue noLetters() {
        throw new IllegalStateException("the pipeline sends its dead letters to no queue");
    }

    private static KinesisStream noStream() {
        throw new IllegalStateException("the pipeline's source is not a stream");
    }

    private static <S extends SourceSplit, E> Source<RawMessage, S, E> itself(Source<RawMessage, S, E> source) {
        return source;
    }
}
