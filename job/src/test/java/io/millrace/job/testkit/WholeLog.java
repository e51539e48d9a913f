package io.millrace.job.testkit;

import java.io.StringWriter;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Everything that is logged in this JVM at INFO and above while this is open, with throwables, as a user's log file would
 * have it; nothing of it reaches the console.
 */
public final class WholeLog implements AutoCloseable {

    private static final String OURS = "io.millrace";

    private final StringWriter text = new StringWriter();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Configuration configuration = context.getConfiguration();
    private final Map<String, Appender> usual =
            Map.copyOf(configuration.getRootLogger().getAppenders());
    private final Level root = configuration.getRootLogger().getLevel();
    private final LoggerConfig own = configuration.getLoggerConfig(OURS);
    private final Level ours = own.getLevel();

    public WholeLog() {
        Appender appender = WriterAppender.createAppender(
                PatternLayout.newBuilder()
                        .withPattern("%p %c [%t] %m%n%throwable")
                        .build(),
                null,
                text,
                "whole",
                false,
                true);
        appender.start();
        LoggerConfig logger = configuration.getRootLogger();
        usual.keySet().forEach(logger::removeAppender);
        logger.addAppender(appender, Level.INFO, null);
        logger.setLevel(Level.INFO);
        own.setLevel(Level.INFO);
        context.updateLoggers();
    }

    /** What there is so far. */
    public String text() {
        return text.toString();
    }

    @Override
    public void close() {
        LoggerConfig logger = configuration.getRootLogger();
        logger.removeAppender("whole");
        usual.values().forEach(appender -> logger.addAppender(appender, null, null));
        logger.setLevel(root);
        own.setLevel(ours);
        context.updateLoggers();
    }
}
