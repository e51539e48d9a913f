package io.millrace.job.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What one class logs at WARN and above while this is open; nothing of it reaches the console. */
public final class CapturedLog implements AutoCloseable {

    private final Logger logger;
    private final Appender appender = new Appender();

    public CapturedLog(Class<?> source) {
        logger = (Logger) LogManager.getLogger(source);
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    /** The messages so far, each with its level: {@code WARN text}. */
    public List<String> lines() {
        return List.copyOf(appender.lines);
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        logger.setAdditive(true);
        appender.stop();
    }

    private static final class Appender extends AbstractAppender {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        Appender() {
            super("captured", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
            }
        }
    }
}
