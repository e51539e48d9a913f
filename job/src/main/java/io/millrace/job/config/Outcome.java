package io.millrace.job.config;

/** What binding one key came to: a value (null for an absent one that is optional), nothing given, or a problem. */
record Outcome(State state, Object value) {

    enum State {
        BOUND,
        ABSENT,
        FAILED
    }

    /** Nothing was given; the key's default decides. */
    static final Outcome ABSENT = new Outcome(State.ABSENT, null);

    /** A problem has been reported. */
    static final Outcome FAILED = new Outcome(State.FAILED, null);

    static Outcome of(Object value) {
        return new Outcome(State.BOUND, value);
    }

    boolean failed() {
        return state == State.FAILED;
    }
}
