package io.millrace.job.decode;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.DecodedRecord;
import io.millrace.job.record.DecodedRecordTypeInfo;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.util.OutputTag;

/**
 * The types of records that {@link DecodeFunction} tells apart and decodes. Records of the only type go to its output;
 * each of several has an output of its own.
 *
 * @param types in the order of the pipeline
 * @param detectors tell them apart; null where there is one
 */
public record DecodedTypes(List<Type> types, Detector.Factory detectors) implements Serializable {

    /**
     * One of them.
     *
     * @param name null for the only one
     * @param decoders of its records
     */
    public record Type(String name, Decoder.Factory decoders) implements Serializable {

        public Type {
            requireNonNull(decoders, "decoders");
        }

        /** The side output of these records, where they are not the only ones. */
        public OutputTag<DecodedRecord> output() {
            return new OutputTag<>("type: " + name, new DecodedRecordTypeInfo(decoders.schema()));
        }
    }

    public DecodedTypes {
        types = List.copyOf(types);
        if (types.isEmpty() || (detectors == null && types.size() > 1)) {
            throw new IllegalArgumentException("several types need a detector, and none is no type at all");
        }
    }

    /** Records that are all of one type. */
    public static DecodedTypes only(Decoder.Factory decoders) {
        return new DecodedTypes(List.of(new Type(null, decoders)), null);
    }
}
