package io.millrace.job.decode.protobuf;

import com.google.protobuf.ByteString;
import io.millrace.job.config.DecodeConfig;
import io.millrace.job.config.DecodeConfig.DuplicateKeys;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.Scratch;
import io.millrace.job.decode.common.Unknowns;
import io.millrace.job.decode.json.TextValues;
import io.millrace.job.record.Slots;
import java.nio.charset.StandardCharsets;

/** What all readers of one decoder share. */
final class ProtobufParts {

    /** Values have been parsed when they are looked at, so that failures stand at the beginning of the record. */
    static final int NO_POSITION = 0;

    final TextValues texts;
    final Failure failure;
    final Scratch scratch;
    final Unknowns unknowns;
    final int maxDepth;
    final boolean lastWins;

    ProtobufParts(DecodeConfig config, Unknowns unknowns) {
        texts = new TextValues(config);
        failure = texts.failure();
        scratch = texts.scratch();
        this.unknowns = unknowns;
        maxDepth = config.maxDepth();
        lastWins = config.duplicateKeys() == DuplicateKeys.LAST;
    }

    /** Puts text where a view of it can stay until the next record; returns where it begins. */
    int keep(String text) {
        return keep(text.getBytes(StandardCharsets.UTF_8));
    }

    int keep(byte[] bytes) {
        int at = scratch.size();
        scratch.append(bytes);
        return at;
    }

    boolean view(ByteString bytes, Slots out, int slot) {
        int at = keep(bytes.toByteArray());
        out.setView(slot, scratch.array(), at, bytes.size());
        return true;
    }

    /** Notes that a value does not fit, unless there is no problem; returns whether there is none. */
    boolean fits(String expected, String problem) {
        if (problem != null) {
            failure.mismatch(NO_POSITION, expected, problem);
        }
        return problem == null;
    }
}
