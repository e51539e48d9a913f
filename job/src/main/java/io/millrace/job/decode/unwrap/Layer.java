package io.millrace.job.decode.unwrap;

import io.millrace.model.ErrorKind;
import io.millrace.model.RawMessage;
import io.millrace.model.Rejection;
import io.millrace.model.Stage;

/** Takes one layer off a piece of a message. Used by one thread; reuses its buffers. */
public interface Layer extends AutoCloseable {

    /**
     * Hands what is inside to {@code inside}: one piece, or several when this layer {@link #splits}.
     *
     * @param message the message that the piece is of, with the attributes that layers further out have found
     * @return null; or why the piece cannot be unwrapped, and then nothing was handed on, because a layer looks at all of
     *     a piece first
     */
    Rejection unwrap(RawMessage message, byte[] bytes, int offset, int length, Pieces inside);

    /** True when one piece gives any number of pieces, each on its own from then on. */
    default boolean splits() {
        return false;
    }

    /** Frees what is not the garbage collector's. */
    @Override
    default void close() {}

    /** A piece that is not what this layer takes. */
    static Rejection broken(String why) {
        return Rejection.of(Stage.DECODE, ErrorKind.UNWRAP, why);
    }
}
