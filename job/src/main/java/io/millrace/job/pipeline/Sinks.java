package io.millrace.job.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.job.Version;
import io.millrace.job.announce.Announcements;
import io.millrace.job.announce.DeadLetterAnnouncements;
import io.millrace.job.announce.ReportSink;
import io.millrace.job.commit.CommitListener;
import io.millrace.job.commit.FileOutput;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.FilePrefix;
import io.millrace.job.config.FilesConfig;
import io.millrace.job.config.FormatConfig;
import io.millrace.job.config.NdjsonConfig;
import io.millrace.job.config.OutputConfig;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.RollConfig;
import io.millrace.job.config.SqsDeadLetterConfig;
import io.millrace.job.config.StdoutConfig;
import io.millrace.job.config.TextCompression;
import io.millrace.job.encode.EncoderFactories;
import io.millrace.job.encode.console.RowOutput;
import io.millrace.job.encode.ndjson.RowJson;
import io.millrace.job.record.Announcer;
import io.millrace.job.record.EncoderFactory;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.RoutedRecord;
import io.millrace.job.record.RoutedRecordTypeInfo;
import io.millrace.job.reject.DeadLetterQueue;
import io.millrace.job.reject.DeadLetterRows;
import io.millrace.job.reject.LetterText;
import io.millrace.job.route.Layout;
import io.millrace.model.OperatorReport;
import io.millrace.model.RejectedRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The ends of the flow: files, dead letters and announcements. */
final class Sinks {

    private static final FilePrefix DEAD_LETTER_PREFIX = new FilePrefix("dead");
    private static final FormatConfig DEAD_LETTER_FORMAT =
            FormatConfig.of(new NdjsonConfig(TextCompression.NONE, null, true));
    /** Dead letters are few: their files close with the checkpoint, or when an outage makes them many. */
    private static final RollConfig DEAD_LETTER_ROLL =
            new RollConfig(ByteSize.parse("128 MiB"), null, null, null, null);

    private final PipelineConfig config;
    private final PipelineEnds ends;

    Sinks(PipelineConfig config, PipelineEnds ends) {
        this.config = requireNonNull(config, "config");
        this.ends = requireNonNull(ends, "ends");
    }

    /** The rows of a type, to the files of the pipeline or to where a person looks at them. */
    void write(DataStream<RoutedRecord> rows, TypeStages type) {
        Layout layout = type.layout();
        String uid = type.uid(Operators.OUTPUT);
        OutputConfig output = config.output();
        if (output.files() != null) {
            FilesConfig files = output.files();
            sinkFiles(
                    rows,
                    files.path(),
                    files.prefix(),
                    files.roll(),
                    EncoderFactories.of(files.format(), layout.schema(), layout.fileSchema(), config.name()),
                    layout.fileSchema(),
                    ends.onCommit(),
                    announcers(),
                    uid);
        } else {
            boolean counts = output.stdout() != null && output.stdout().style() == StdoutConfig.Style.COUNT;
            RowOutput sink = output.stdout() != null
                    ? RowOutput.stdout(output.stdout(), layout.schema(), ends.lines())
                    : RowOutput.stats(layout.schema());
            DataStreamSink<RoutedRecord> operator = rows.sinkTo(sink).uid(uid).name(uid);
            if (counts) {
                operator.setParallelism(1);
            }
        }
    }

    /** Rejected records, to files and to the queue for them. */
    void writeDeadLetters(DataStream<RejectedRecord> letters) {
        DataStream<RoutedRecord> rows = letters.process(
                        new DeadLetterRows(
                                config.name().value(), Version.current().version()),
                        new RoutedRecordTypeInfo(DeadLetterRows.SCHEMA))
                .uid(Operators.DEAD_LETTER_ROWS)
                .name(Operators.DEAD_LETTER_ROWS);
        sinkFiles(
                rows,
                config.deadLetter().path(),
                DEAD_LETTER_PREFIX,
                DEAD_LETTER_ROLL,
                EncoderFactories.of(DEAD_LETTER_FORMAT, DeadLetterRows.SCHEMA, config.name()),
                DeadLetterRows.SCHEMA,
                CommitListener.NONE,
                new DeadLetterAnnouncements(announcers()),
                Operators.DEAD_LETTERS);
        sendDeadLetters(rows);
    }

    /** There for every pipeline, so that a queue can be added and removed without losing the state of the rest. */
    private void sendDeadLetters(DataStream<RoutedRecord> rows) {
        SqsDeadLetterConfig queue = config.deadLetter().sqs();
        Sink<RoutedRecord> sink = queue == null
                ? new DiscardingSink<>()
                : new DeadLetterQueue(queue, config.deadLetter().path(), ends.letters(), Sinks::letterText);
        rows.sinkTo(sink).uid(Operators.DEAD_LETTER_QUEUE).name(Operators.DEAD_LETTER_QUEUE);
    }

    /** A letter reads as its line in the files does. */
    private static LetterText letterText() {
        RowJson json = new RowJson(DeadLetterRows.SCHEMA);
        return row -> {
            json.clear();
            json.append(row);
            return json.toBytes();
        };
    }

    /**
     * What each operator has counted. There for every pipeline, so that announcements can be added and removed without losing
     * the state of the rest.
     */
    void announce(DataStream<OperatorReport> reports) {
        reports.sinkTo(new ReportSink(announcers())).uid(Operators.BALANCE).name(Operators.BALANCE);
    }

    private Announcer.Factory announcers() {
        return config.announce() == null
                ? Announcer.Factory.NONE
                : Announcements.of(
                        config.name(),
                        config.announce(),
                        config.output().files().path());
    }

    private void sinkFiles(
            DataStream<RoutedRecord> rows,
            OutputPath path,
            FilePrefix prefix,
            RollConfig roll,
            EncoderFactory encoders,
            RecordSchema schema,
            CommitListener listener,
            Announcer.Factory announcers,
            String uid) {
        FileOutput files = new FileOutput(
                path, prefix, schema.avro().getFullName(), schema.fingerprint(), roll, encoders, listener, announcers);
        rows.sinkTo(files.sink()).uid(uid).name(uid);
    }
}
