package io.millrace.job.encode.parquet;

import io.millrace.job.record.RecordSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageType;

/** What all files of one schema share, and what the files written so far have taught. One thread. */
final class FileLayout {

    /** Where parquet-avro looks for the schema that a file was written with. */
    static final String AVRO_SCHEMA = "parquet.avro.schema";

    private final RecordSchema schema;
    private final MessageType message;
    private final Map<String, String> metadata;
    private final long metadataSize;
    private final List<LearnedColumn> learned;
    private final Ratio footers = new Ratio(1);
    private final PageMemory memory;
    private final Bytes scratch = new Bytes(1024);

    /**
     * @param writeMemory how many bytes of finished pages all open files may hold
     * @param properties what the footer says beside the schema
     */
    FileLayout(RecordSchema schema, long writeMemory, Map<String, String> properties) {
        this.memory = new PageMemory(writeMemory);
        this.schema = schema;
        this.message = ParquetSchemas.message(schema.avro());
        this.metadata = new TreeMap<>(properties);
        metadata.put(AVRO_SCHEMA, schema.avro().toString());
        this.metadataSize = metadata.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length() + 8)
                .sum();
        this.learned = Stream.generate(LearnedColumn::new)
                .limit(message.getColumns().size())
                .toList();
    }

    RecordSchema schema() {
        return schema;
    }

    MessageType message() {
        return message;
    }

    /** The key-value metadata of a file. */
    Map<String, String> metadata() {
        return metadata;
    }

    Columns columns(FileContext context) {
        return new Columns(message, schema.avro(), context, learned);
    }

    PageMemory memory() {
        return memory;
    }

    /** Where pages are put together, one at a time. */
    Bytes scratch() {
        return scratch;
    }

    /** The real size of footers beside that of {@link #roughFooterSize}. */
    Ratio footers() {
        return footers;
    }

    /** About how long a footer and the indexes before it are. */
    long roughFooterSize(int rowGroups, int pages) {
        int columns = learned.size();
        return metadataSize + 100 + 40L * columns + 170L * columns * rowGroups + 40L * pages;
    }
}
