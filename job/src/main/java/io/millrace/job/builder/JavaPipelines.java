package io.millrace.job.builder;

import io.millrace.job.config.ConfigException;
import io.millrace.job.config.ConfigLoader;
import io.millrace.job.config.LoadedPipeline;
import io.millrace.job.config.Location;
import io.millrace.job.config.Problem;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Finds pipelines that are written in Java by the names of their classes. */
public final class JavaPipelines {

    private static final String CLASS = "class:";

    private JavaPipelines() {}

    /** True for {@code class:NAME}, which names a class and no file. */
    public static boolean isClass(String location) {
        return location.startsWith(CLASS);
    }

    /**
     * Loads a pipeline by its class, with the thread's class loader.
     *
     * @param location {@code class:} and the name of a {@link JavaPipeline}
     * @param overrides values by the dotted path of their keys
     * @param environment for variables in overrides
     * @throws ConfigException when there is no such class, it is none, or what it says is wrong
     */
    public static LoadedPipeline load(String location, Map<String, String> overrides, UnaryOperator<String> environment)
            throws ConfigException {
        return ConfigLoader.loadWithWarnings(pipeline(location), overrides, environment);
    }

    private static PipelineBuilder pipeline(String location) throws ConfigException {
        String name = location.substring(CLASS.length());
        try {
            Class<?> type = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
            if (!JavaPipeline.class.isAssignableFrom(type)) {
                throw unusable(location, "expected a class that implements " + JavaPipeline.class.getName(), null);
            }
            return ((JavaPipeline) type.getConstructor().newInstance()).pipeline();
        } catch (ClassNotFoundException e) {
            throw unusable(location, "there is no such class on the class path (MILLRACE_CLASSPATH)", e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw unusable(location, "expected a public class with a public constructor without parameters", e);
        } catch (InvocationTargetException e) {
            throw unusable(location, "its pipeline cannot be made: " + e.getCause(), e.getCause());
        } catch (LinkageError | RuntimeException e) {
            throw unusable(location, "its pipeline cannot be made: " + e, e);
        }
    }

    private static ConfigException unusable(String location, String message, Throwable cause) {
        ConfigException unusable =
                new ConfigException(List.of(new Problem(new Location(location, 0, 0), "", message)), List.of());
        if (cause != null) {
            unusable.initCause(cause);
        }
        return unusable;
    }
}
