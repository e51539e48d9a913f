package io.millrace.job.decode.unwrap;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.record.RecordMeta;
import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the configured layers off messages, from the outside in. Used by one thread.
 *
 * <p>A broken layer rejects the whole message, unless a layer further out has split it: then only the piece it stands in.
 * The other pieces go on. Every piece of a split message has an index, whether it is a record in the end or not.
 */
public final class Unwrapper implements AutoCloseable {

    private final List<Layer> layers;
    private final Pieces outermost;
    private final long largestRecord;

    private RawMessage whole;
    private Records to;
    private int index;

    private Unwrapper(List<Layer> layers, long largestRecord) {
        this.layers = layers;
        this.largestRecord = largestRecord;
        Pieces inner = this::record;
        for (int i = layers.size() - 1; i >= 0; i--) {
            inner = around(layers.get(i), layers.subList(0, i).stream().anyMatch(Layer::splits), inner);
        }
        outermost = inner;
    }

    /** @param innermost the {@linkplain io.millrace.job.decode.Decoder#layer layer of the format}; null for none */
    public static Unwrapper of(DecodeConfig config, Layer innermost) {
        long limit = config.maxRecordSize().bytes();
        Stream<Layer> configured = config.unwrap().stream().map(layer -> switch (layer) {
            case SNS -> new SnsLayer(config.maxRecordSize());
            case BASE64 -> new Base64Layer();
            case GZIP -> new GzipLayer(limit);
            case JSON_ARRAY -> new JsonArrayLayer();
            case LINES -> new LinesLayer();
        });
        return new Unwrapper(
                Stream.concat(configured, Stream.ofNullable(innermost)).toList(), limit);
    }

    /** Hands each record of the message, or what is broken, to {@code records}, in order. */
    public void unwrap(RawMessage message, Records records) {
        whole = message;
        to = records;
        index = 0;
        outermost.piece(message, message.body(), 0, message.body().length);
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
    }

    private Pieces around(Layer layer, boolean split, Pieces inner) {
        return (message, bytes, offset, length) -> {
            Rejection why = layer.unwrap(message, bytes, offset, length, inner);
            if (why != null) {
                to.broken(split ? new RecordMeta(message, index++, bytes, offset, length) : RecordMeta.of(whole), why);
            }
        };
    }

    private void record(RawMessage message, byte[] bytes, int offset, int length) {
        RecordMeta record = new RecordMeta(message, index++, bytes, offset, length);
        if (length <= largestRecord) {
            to.record(record);
        } else {
            String why = "the record has " + length + " bytes, more than decode.max-record-size allows";
            to.broken(record, Rejection.of(Stage.DECODE, ErrorKind.LIMIT, why));
        }
    }
}
