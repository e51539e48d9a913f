package io.millrace.job.decode.unwrap;

import io.millrace.model.RawMessage;

/** Takes what comes out of a {@link Layer}. */
@FunctionalInterface
public interface Pieces {

    /** One piece. Its bytes are valid until this returns. */
    void piece(RawMessage message, byte[] bytes, int offset, int length);
}
