package io.millrace.job.encode.parquet;

/** What the files written so far tell about a column. */
final class LearnedColumn {

    private static final int LONGEST_PAUSE = 15;

    private static final double GUESS = 0.5;

    final Ratio plainPages = new Ratio(GUESS);
    final Ratio dictionaryPages = new Ratio(GUESS);
    final Ratio dictionaries = new Ratio(GUESS);

    private FrequentValues frequentValues;
    private int pause;
    private int chunksUntilNextTry;

    /** Of a column of texts or bytes. */
    FrequentValues frequentValues() {
        if (frequentValues == null) {
            frequentValues = new FrequentValues();
        }
        return frequentValues;
    }

    /** Whether it is worth while to begin a chunk with a dictionary. */
    boolean shouldTryDictionary() {
        if (chunksUntilNextTry > 0) {
            chunksUntilNextTry--;
            return false;
        }
        return true;
    }

    void dictionaryHelped() {
        pause = 0;
    }

    /** A dictionary was given up before the first page: the column's values hardly repeat, and will not soon. */
    void dictionaryWasUseless() {
        pause = Math.min(2 * pause + 1, LONGEST_PAUSE);
        chunksUntilNextTry = pause;
    }
}
