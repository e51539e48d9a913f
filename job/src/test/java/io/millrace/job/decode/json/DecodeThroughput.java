package io.millrace.job.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.job.config.ByteSize;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.SchemaLocation;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DroppedFields;
import io.millrace.job.quickstart.ClickGenerator;
import io.millrace.job.record.RecordSchema;
import io.millrace.job.record.SlotRow;
import io.millrace.model.click.ClickEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * How fast events are decoded, per second of one core, beside Jackson's tokens and values of the same bytes in alternating rounds. A
 * main to run by hand, not a test: {@code DecodeThroughput [EVENTS] [ROUNDS]}.
 */
final class DecodeThroughput {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final byte[] data;
    private final int[] starts;

    private DecodeThroughput(byte[] data, int[] starts) {
        this.data = data;
        this.starts = starts;
    }

    public static void main(String[] args) throws IOException {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        besideJackson("many producers", generated(events, 0), rounds);
        besideJackson("one producer, one order", uniform(events), rounds);
        badBesideGood(generated(events, 0.01), generated(events, 0), rounds);
    }

    private static void besideJackson(String name, DecodeThroughput input, int rounds) throws IOException {
        double[] ours = new double[rounds];
        double[] jackson = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ours[i] = input.megabytesPerSecond(input.decode());
            jackson[i] = input.megabytesPerSecond(input.jackson());
        }
        System.out.printf(
                "%-24s %4d bytes/event: decoder %5.0f MB/s, Jackson's tokens and values %5.0f MB/s, ratio %.2f%n",
                name,
                input.data.length / (input.starts.length - 1),
                median(ours),
                median(jackson),
                median(ours) / median(jackson));
    }

    private static void badBesideGood(DecodeThroughput bad, DecodeThroughput good, int rounds) {
        double[] withBad = new double[rounds];
        double[] withoutBad = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            withBad[i] = bad.megabytesPerSecond(bad.decode());
            withoutBad[i] = good.megabytesPerSecond(good.decode());
        }
        System.out.printf(
                "one bad event in 100: %5.0f MB/s, none: %5.0f MB/s, cost %.1f %%%n",
                median(withBad), median(withoutBad), 100 * (1 - median(withBad) / median(withoutBad)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double megabytesPerSecond(long nanos) {
        return data.length * 1e3 / nanos;
    }

    private long decode() {
        DecodeConfig config = new DecodeConfig(
                DecodeConfig.Format.JSON,
                SchemaLocation.parse("class:" + ClickEvent.class.getName()),
                List.of(),
                DecodeConfig.UnknownFields.IGNORE,
                DecodeConfig.DuplicateKeys.REJECT,
                64,
                ByteSize.parse("16 MiB"));
        Decoder decoder = JsonDecoder.factory(config, RecordSchema.of(ClickEvent.getClassSchema()))
                .create(DroppedFields.NOT_COUNTED);
        long begin = THREADS.getCurrentThreadCpuTime();
        long checksum = 0;
        for (int i = 0; i + 1 < starts.length; i++) {
            SlotRow row = decoder.decode(data, starts[i], starts[i + 1] - starts[i]);
            checksum +=
                    row != null ? row.getLong(2) : decoder.rejection().message().length();
        }
        return elapsed(begin, checksum);
    }

    private long jackson() throws IOException {
        JsonFactory factory = new JsonFactory();
        long begin = THREADS.getCurrentThreadCpuTime();
        long checksum = 0;
        try (JsonParser parser = factory.createParser(data)) {
            for (JsonToken token = next(parser); token != null; token = next(parser)) {
                checksum += switch (token) {
                    case VALUE_STRING -> parser.getTextLength();
                    case VALUE_NUMBER_INT -> parser.getLongValue();
                    case VALUE_NUMBER_FLOAT -> (long) parser.getDoubleValue();
                    default -> 1;
                };
            }
        }
        return elapsed(begin, checksum);
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        return parser.nextToken();
    }

    private static long elapsed(long begin, long checksum) {
        long nanos = THREADS.getCurrentThreadCpuTime() - begin;
        if (checksum == 42) {
            System.out.println("unlikely");
        }
        return nanos;
    }

    private static DecodeThroughput generated(int events, double badShare) {
        ClickGenerator generator = new ClickGenerator(7, badShare, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] starts = new int[events + 1];
        for (int i = 0; i < events; i++) {
            out.writeBytes(generator.event(i).json().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            starts[i + 1] = out.size();
        }
        return new DecodeThroughput(out.toByteArray(), starts);
    }

    private static DecodeThroughput uniform(int events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] starts = new int[events + 1];
        for (int i = 0; i < events; i++) {
            String json =
                    """
                    {"event_id":"%08x-1111-4222-8333-444444444444","event_type":"page_view",\
                    "occurred_at":"2026-03-02T06:%02d:%02d.%06dZ","user_id":%d,"session_id":"%016x",\
                    "url":"https://shop.example.com/p/%d?utm_source=newsletter&utm_medium=email","referrer":null,\
                    "user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0",\
                    "duration_ms":%d.%03d,"revenue":%d.%02d,\
                    "geo":{"country":"SE","city":"Malmö","latitude":%d.604981,"longitude":13.003822},\
                    "items":[{"sku":"A-%d","quantity":2,"price":19.90}],"experiments":{"cart":"b"}}
                    """
                            .formatted(
                                    i,
                                    i / 60 % 60,
                                    i % 60,
                                    i % 1_000_000,
                                    730_000_000_000_000_000L + i * 7919L,
                                    i * 31L,
                                    i,
                                    i % 10_000,
                                    i % 1000,
                                    i % 500,
                                    i % 100,
                                    i % 90,
                                    i % 5000);
            out.writeBytes(json.getBytes(StandardCharsets.UTF_8));
            starts[i + 1] = out.size();
        }
        return new DecodeThroughput(out.toByteArray(), starts);
    }
}
