// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.RecordFormatConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** What is said of {@code decode.format}. One of its keys is given. */
public final class RecordFormatBuilder extends SectionBuilder<RecordFormatConfig> {

    RecordFormatBuilder() {}

    /** {@code json}: JSON: a record is one object. */
    public RecordFormatBuilder json(Consumer<? super JsonRecordsBuilder> json) {
        section("json", new JsonRecordsBuilder(), json);
        return this;
    }

    /** {@code json}: JSON: a record is one object. */
    public RecordFormatBuilder json() {
        section("json", new JsonRecordsBuilder(), json -> {});
        return this;
    }

    /** {@code csv}: CSV (RFC 4180): a message holds any number of records. */
    public RecordFormatBuilder csv(Consumer<? super CsvRecordsBuilder> csv) {
        section("csv", new CsvRecordsBuilder(), csv);
        return this;
    }

    /** {@code csv}: CSV (RFC 4180): a message holds any number of records. */
    public RecordFormatBuilder csv() {
        section("csv", new CsvRecordsBuilder(), csv -> {});
        return this;
    }

    /** {@code avro}: Apache Avro's binary encoding. */
    public RecordFormatBuilder avro(Consumer<? super AvroRecordsBuilder> avro) {
        section("avro", new AvroRecordsBuilder(), avro);
        return this;
    }

    /** {@code avro}: Apache Avro's binary encoding. */
    public RecordFormatBuilder avro() {
        section("avro", new AvroRecordsBuilder(), avro -> {});
        return this;
    }

    /** {@code protobuf}: Protocol Buffers: a record is one message. */
    public RecordFormatBuilder protobuf(Consumer<? super ProtobufRecordsBuilder> protobuf) {
        section("protobuf", new ProtobufRecordsBuilder(), protobuf);
        return this;
    }
}
