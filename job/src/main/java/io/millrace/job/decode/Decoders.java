package io.millrace.job.decode;

import io.millrace.job.config.AvroRecordsConfig;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.ProtobufRecordsConfig;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.config.UnfitException;
import io.millrace.job.decode.avro.AvroDecoder;
import io.millrace.job.decode.csv.CsvDecoder;
import io.millrace.job.decode.json.JsonDecoder;
import io.millrace.job.decode.protobuf.MessageTypes;
import io.millrace.job.decode.protobuf.ProtobufDecoder;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.schema.SchemaLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/** The decoder of each format: the only place that knows all of them. */
public final class Decoders {

    private static final String FORMAT = "decode.format";

    private Decoders() {}

    /**
     * The decoders of a pipeline.
     *
     * @param schemas finds the files that the configuration names
     * @throws UnfitException naming the key, when a file is missing or wrong, or does not fit the schema
     */
    public static Decoder.Factory of(DecodeConfig config, SchemaLoader schemas) {
        RecordSchema schema = fitting("decode.schema", () -> schemas.load(config.schema(), config.compatibility()));
        if (config.format().csv() != null) {
            String key = config.format().csv().columns().isEmpty() ? "decode.schema" : FORMAT + ".csv.columns";
            return fitting(key, () -> CsvDecoder.factory(config, schema));
        }
        if (config.format().avro() != null) {
            return avro(config, config.format().avro(), schema, schemas);
        }
        if (config.format().protobuf() != null) {
            return protobuf(config, config.format().protobuf(), schema, schemas);
        }
        return fitting("decode.schema", () -> JsonDecoder.factory(config, schema));
    }

    private static Decoder.Factory avro(
            DecodeConfig config, AvroRecordsConfig avro, RecordSchema schema, SchemaLoader schemas) {
        List<Schema> writers = new ArrayList<>();
        for (int i = 0; i < avro.writerSchemas().size(); i++) {
            SchemaLocation location = avro.writerSchemas().get(i);
            writers.add(fitting(FORMAT + ".avro.writer-schemas." + i, () -> writer(config, location, schema, schemas)));
        }
        return fitting("decode.schema", () -> AvroDecoder.factory(config, schema, writers));
    }

    private static Schema writer(
            DecodeConfig config, SchemaLocation location, RecordSchema schema, SchemaLoader schemas) {
        Schema writer = schemas.avro(location);
        try {
            AvroDecoder.checkReadable(config, writer, schema);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "schema '" + location + "': what was written with it cannot become rows of '" + config.schema()
                            + "': " + e.getMessage(),
                    e);
        }
        return writer;
    }

    private static Decoder.Factory protobuf(
            DecodeConfig config, ProtobufRecordsConfig protobuf, RecordSchema schema, SchemaLoader schemas) {
        String key = FORMAT + ".protobuf.descriptor-set";
        byte[] set = fitting(key, () -> schemas.bytes(protobuf.descriptorSet()));
        MessageTypes types = fitting(key, () -> {
            try {
                return MessageTypes.parse(set);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + protobuf.descriptorSet() + "': " + e.getMessage(), e);
            }
        });
        String message = FORMAT + ".protobuf.message";
        fitting(message, () -> types.find(protobuf.message()));
        return fitting(message, () -> {
            try {
                return ProtobufDecoder.factory(config, schema, set);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "messages '" + protobuf.message() + "' cannot become rows of '" + config.schema() + "': "
                                + e.getMessage(),
                        e);
            }
        });
    }

    private static <T> T fitting(String key, Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw new UnfitException(key, e);
        }
    }
}
