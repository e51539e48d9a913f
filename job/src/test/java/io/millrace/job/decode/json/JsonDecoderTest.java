package io.millrace.job.decode.json;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.UnknownFields;
import io.millrace.job.decode.DecodeConfigs;
import io.millrace.job.decode.Decoder;
import io.millrace.job.decode.DecoderContract;
import io.millrace.job.record.RecordSchema;
import java.time.Instant;
import java.util.Map;

/** JSON as Jackson writes it. */
final class JsonDecoderTest extends DecoderContract {

    @Override
    protected Decoder.Factory decoders(DecodeConfig config) {
        return decodersOf(SCHEMA, config);
    }

    @Override
    protected Decoder.Factory decodersOf(RecordSchema schema, DecodeConfig config) {
        return JsonDecoder.factory(config, schema);
    }

    @Override
    protected DecodeConfig config(UnknownFields unknown) {
        return DecodeConfigs.with(unknown);
    }

    @Override
    protected byte[] encode(Map<String, Object> values) throws Exception {
        values.computeIfPresent("at", (name, at) -> at instanceof Instant ? at.toString() : at);
        return new JsonMapper().writeValueAsBytes(values);
    }

    @Override
    protected String foundText() {
        return "a string";
    }
}
