package io.millrace.job.pipeline;

/**
 * The uid of every operator. A uid is how a checkpoint finds its operator again: it never changes. Names are the same
 * words, with the kind of source or the function added.
 */
public final class Operators {

    public static final String SOURCE = "source";
    public static final String INPUT = "input";
    public static final String DEDUPLICATE = "deduplicate";
    public static final String DEDUPLICATE_KEY = "deduplicate-key";
    public static final String DECODE = "decode";
    public static final String ROUTE = "route";
    public static final String OUTPUT = "output";
    public static final String BALANCE = "balance";
    public static final String DEAD_LETTER_ROWS = "dead-letter-rows";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String DEAD_LETTER_QUEUE = "dead-letter-queue";

    private Operators() {}

    /**
     * The uid of an operator that is there for each of several types.
     *
     * @param type null for the only one
     */
    public static String of(String operator, String type) {
        return type == null ? operator : operator + ":" + type;
    }

    /** The uid of the function at {@code position} of {@code transform}, counted from 0. */
    public static String transform(int position) {
        return "transform-" + position;
    }
}
