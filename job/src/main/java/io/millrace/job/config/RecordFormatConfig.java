package io.millrace.job.config;

import java.io.Serializable;

/** The format of records as they arrive; exactly one, JSON when absent. */
@OneOf
public record RecordFormatConfig(
        @Key(doc = "JSON: a record is one object.", optional = true) JsonRecordsConfig json,
        @Key(doc = "CSV (RFC 4180): a message holds any number of records.", optional = true) CsvRecordsConfig csv,
        @Key(doc = "Apache Avro's binary encoding.", optional = true) AvroRecordsConfig avro,
        @Key(doc = "Protocol Buffers: a record is one message.", optional = true) ProtobufRecordsConfig protobuf)
        implements Serializable {

    public static final RecordFormatConfig JSON = new RecordFormatConfig(new JsonRecordsConfig(), null, null, null);

    public static RecordFormatConfig of(CsvRecordsConfig csv) {
        return new RecordFormatConfig(null, csv, null, null);
    }

    public static RecordFormatConfig of(AvroRecordsConfig avro) {
        return new RecordFormatConfig(null, null, avro, null);
    }

    public static RecordFormatConfig of(ProtobufRecordsConfig protobuf) {
        return new RecordFormatConfig(null, null, null, protobuf);
    }

    /** True when records are bytes that no text can hold. */
    public boolean binary() {
        return avro != null || protobuf != null;
    }
}
