package io.millrace.job.decode.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.click.ClickEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What decoding an event costs, beside what Jackson needs to look at its tokens and values without making anything. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeBenchmark {

    private static final int EVENTS = 20_000;

    /** The share of events that are bad, in one of ten ways. */
    @Param({"0", "0.01"})
    public double badShare;

    private byte[][] events;
    private int next;
    private Decoder decoder;
    private JsonFactory jackson;

    @Setup
    public void makeEvents() {
        ClickGenerator generator = new ClickGenerator(7, badShare, 0);
        events = new byte[EVENTS][];
        for (int i = 0; i < EVENTS; i++) {
            events[i] = generator.event(i).json().getBytes(UTF_8);
        }
        decoder = JsonDecoder.factory(DecodeConfigs.DEFAULTS, RecordSchema.of(ClickEvent.getClassSchema()))
                .create(DroppedFields.NOT_COUNTED);
        jackson = new JsonFactory();
    }

    private byte[] event() {
        next = next + 1 < EVENTS ? next + 1 : 0;
        return events[next];
    }

    /** Strict decoding to a row; a bad event to its rejection. */
    @Benchmark
    public Object millrace() {
        byte[] event = event();
        SlotRow row = decoder.decode(event, 0, event.length);
        return row != null ? row : decoder.rejection();
    }

    /** Tokens and numbers only. Events that are no JSON end where Jackson says so. */
    @Benchmark
    public void jacksonTokens(Blackhole hole) throws IOException {
        try (JsonParser parser = jackson.createParser(event())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case VALUE_STRING -> hole.consume(parser.getTextLength());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> hole.consume(parser.getDoubleValue());
                    default -> hole.consume(token);
                }
            }
        } catch (com.fasterxml.jackson.core.JsonParseException e) {
            hole.consume(e);
        }
    }
}
