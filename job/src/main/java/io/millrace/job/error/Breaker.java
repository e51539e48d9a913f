package io.millrace.job.error;

import io.millrace.job.config.BreakerConfig;

/**
 * Watches the share of rejected records in consecutive windows. It opens as soon as a window holds more rejected records
 * than its limit, whatever the rest of the window would bring, so that a short input opens it too.
 */
final class Breaker {

    private final int window;
    private final double limit;

    private int seen;
    private int rejected;
    private volatile double lastShare;

    Breaker(BreakerConfig config) {
        window = config.window();
        limit = config.maxShare() * config.window();
    }

    void passed() {
        seen++;
        if (seen == window) {
            next();
        }
    }

    /** Returns true when the limit is passed. */
    boolean rejected() {
        rejected++;
        seen++;
        if (rejected > limit) {
            return true;
        }
        if (seen == window) {
            next();
        }
        return false;
    }

    int seenInWindow() {
        return seen;
    }

    int rejectedInWindow() {
        return rejected;
    }

    double lastShare() {
        return lastShare;
    }

    private void next() {
        lastShare = (double) rejected / window;
        seen = 0;
        rejected = 0;
    }
}
