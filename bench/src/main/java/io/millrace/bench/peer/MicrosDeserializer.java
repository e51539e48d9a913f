package io.millrace.bench.peer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Instant;

/** An ISO-8601 time to microseconds since the epoch. */
final class MicrosDeserializer extends StdDeserializer<Long> {

    MicrosDeserializer() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Instant time = Instant.parse(parser.getText());
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }
}
