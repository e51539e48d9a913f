package io.millrace.job.rehearsal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * What a stage's function asks of Flink before its first record, and no more: a metric group that nobody reads, a class
 * loader, and lists for its totals, which begin empty. To be asked for anything else is an error.
 *
 * <p>Proxies, because the interfaces have some fifty methods, and more with every release of Flink.
 */
final class Surroundings {

    private interface Answer {
        Object to(Method method);
    }

    private Surroundings() {}

    static RuntimeContext runtimeContext() {
        OperatorMetricGroup metrics = UnregisteredMetricsGroup.createOperatorMetricGroup();
        return proxy(RuntimeContext.class, method -> switch (method.getName()) {
            case "getMetricGroup" -> metrics;
            case "getUserCodeClassLoader" -> Thread.currentThread().getContextClassLoader();
            default -> throw new UnsupportedOperationException("a function asked for " + method);
        });
    }

    static FunctionInitializationContext initializationContext() {
        OperatorStateStore store = proxy(OperatorStateStore.class, method -> {
            if (method.getReturnType().equals(ListState.class)) {
                return new Numbers<>();
            }
            throw new UnsupportedOperationException("a function asked for " + method);
        });
        return proxy(FunctionInitializationContext.class, method -> switch (method.getName()) {
            case "getOperatorStateStore" -> store;
            case "isRestored" -> false;
            default -> throw new UnsupportedOperationException("a function asked for " + method);
        });
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer.to(method));
        return type.cast(proxy);
    }

    /** State that ends with the rehearsal. */
    private static final class Numbers<T> implements ListState<T> {

        private final List<T> values = new ArrayList<>();

        @Override
        public Iterable<T> get() {
            return values;
        }

        @Override
        public void add(T value) {
            values.add(value);
        }

        @Override
        public void addAll(List<T> more) {
            values.addAll(more);
        }

        @Override
        public void update(List<T> replacing) {
            values.clear();
            values.addAll(replacing);
        }

        @Override
        public void clear() {
            values.clear();
        }
    }
}
