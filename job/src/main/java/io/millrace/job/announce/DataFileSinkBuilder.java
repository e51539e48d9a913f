package io.millrace.job.announce;

import static java.util.Objects.requireNonNull;

import io.millrace.job.aws.KinesisPublisher;
import io.millrace.job.aws.KinesisPublishers;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.RetryConfig;
import io.millrace.job.config.StreamName;
import java.net.URI;
import java.time.Duration;

/** What a {@link DataFileSink} is made of. Every method checks its argument and returns this builder. One thread. */
public final class DataFileSinkBuilder {

    private StreamName stream;
    private String region;
    private URI endpoint;
    private String logGroupId = "millrace";
    private String schemaName = "data-file";
    private String accountId = "";
    private int distributionFactor = 4;
    private URI payloads;
    private ByteSize threshold = ByteSize.parse("900 KiB");
    private ByteSize maxRecordSize = new ByteSize(KinesisPublisher.MAX_RECORD_BYTES);
    private RetryConfig retry = new RetryConfig(10, Duration.ofMillis(100), Duration.ofSeconds(10));
    private int maxInFlight = 4;
    private OversizedRecords oversized = OversizedRecords.FAIL;
    private Duration maxTimeInBuffer = Duration.ofSeconds(1);
    private Duration requestTimeout = Duration.ofMinutes(3);
    private KinesisPublisher.Factory publishers;

    DataFileSinkBuilder() {}

    /** The stream; required. */
    public DataFileSinkBuilder stream(StreamName name) {
        stream = requireNonNull(name, "name");
        return this;
    }

    /** The stream's region; by default the ARN's, or that of the usual AWS places. */
    public DataFileSinkBuilder region(String name) {
        region = requireNonNull(name, "name");
        return this;
    }

    /** Another endpoint than AWS's, for a compatible server. */
    public DataFileSinkBuilder endpoint(URI url) {
        endpoint = requireNonNull(url, "url");
        return this;
    }

    /** What partition keys and the keys of large payloads begin with; {@code millrace} by default. */
    public DataFileSinkBuilder logGroupId(String id) {
        logGroupId = requireNonNull(id, "id");
        return this;
    }

    /** What they go on with; {@code data-file} by default. */
    public DataFileSinkBuilder schemaName(String name) {
        schemaName = requireNonNull(name, "name");
        return this;
    }

    /** Whom every announcement names; nobody by default. */
    public DataFileSinkBuilder accountId(String id) {
        accountId = requireNonNull(id, "id");
        return this;
    }

    /** How many partition keys files are spread over, at least 1; 4 by default. */
    public DataFileSinkBuilder distributionFactor(int keys) {
        if (keys < 1) {
            throw new IllegalArgumentException("expected a distribution factor of at least 1, but got " + keys);
        }
        distributionFactor = keys;
        return this;
    }

    /**
     * Where large announcements go; nowhere by default.
     *
     * @param directory for the objects
     * @param above the size of a compressed announcement, in bytes, above which it goes there; 900 KiB is usual
     */
    public DataFileSinkBuilder largePayloads(OutputPath directory, ByteSize above) {
        payloads = directory.toUri();
        threshold = requireNonNull(above, "above");
        return this;
    }

    /** How large a record of the stream may be; 1 MiB by default, which every stream takes. */
    public DataFileSinkBuilder maxRecordSize(ByteSize size) {
        maxRecordSize = requireNonNull(size, "size");
        return this;
    }

    /** What is done about an announcement that is larger than a record may be; by default the job fails. */
    public DataFileSinkBuilder onOversized(OversizedRecords handler) {
        oversized = requireNonNull(handler, "handler");
        return this;
    }

    /**
     * How often in a row a batch may put nothing, and the pauses; ten times, 100 ms to 10 s, by default: some 16 s
     * altogether.
     */
    public DataFileSinkBuilder retry(RetryConfig config) {
        retry = requireNonNull(config, "config");
        return this;
    }

    /** How many batches may be under way at once, at least 1; 4 by default. */
    public DataFileSinkBuilder maxInFlight(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("expected at least 1 batch in flight, but got " + batches);
        }
        maxInFlight = batches;
        return this;
    }

    /** How long a record waits for others; 1 s by default. */
    public DataFileSinkBuilder maxTimeInBuffer(Duration time) {
        maxTimeInBuffer = requireNonNull(time, "time");
        return this;
    }

    /** After which time without an answer a batch is put again; 3 min by default. */
    public DataFileSinkBuilder requestTimeout(Duration time) {
        requestTimeout = requireNonNull(time, "time");
        return this;
    }

    /** Another way to the stream; for tests. */
    DataFileSinkBuilder publishers(KinesisPublisher.Factory factory) {
        publishers = requireNonNull(factory, "factory");
        return this;
    }

    /** The sink; it needs a constant uid. */
    public DataFileSink build() {
        if (stream == null) {
            throw new IllegalStateException("expected a stream, but none was given");
        }
        RecordForm form = new RecordForm(
                logGroupId + "-" + schemaName + "-" + stream.name(),
                accountId,
                payloads == null ? Integer.MAX_VALUE : Math.toIntExact(threshold.bytes()),
                new Payloads(payloads == null ? URI.create("none:/") : payloads));
        PartitionKeys keys = new PartitionKeys(logGroupId, schemaName, distributionFactor);
        DataFileSinkSettings settings = new DataFileSinkSettings(
                stream,
                publishers != null ? publishers : KinesisPublishers.of(stream, region, endpoint, maxInFlight),
                retry,
                maxInFlight,
                maxRecordSize,
                oversized,
                maxTimeInBuffer,
                requestTimeout);
        return new DataFileSink(settings, new DataFileConverter(form, keys, maxRecordSize.bytes()));
    }
}
