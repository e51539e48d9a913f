package io.millrace.job.transform;

/**
 * Says whether remembering the values of a column is worth its while. Values that recur, as names of countries do, are found; of
 * those that do not, as ids, only a sample is looked for. One thread.
 */
final class Recurrence {

    /** So many values are looked for before it is decided about the next. */
    private static final int WINDOW = 4096;

    /** Looking and storing costs about half of what finding saves, so every second must be found. */
    private static final int WORTH = WINDOW / 2;

    /** So many windows are not looked at after one that was not worth it. */
    private static final int PAUSE = 63;

    private int looked;
    private int found;
    private int paused;

    /** Called for each value: true when it shall be looked for. */
    boolean expected() {
        if (paused > 0) {
            paused--;
            return false;
        }
        if (++looked == WINDOW) {
            if (found < WORTH) {
                paused = PAUSE * WINDOW;
            }
            looked = 0;
            found = 0;
        }
        return true;
    }

    /** Called for each value that was found. */
    void found() {
        found++;
    }
}
