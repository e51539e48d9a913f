package io.millrace.job.transform;

import io.millrace.job.transform.typed.Torture;
import io.millrace.udf.RecordFunction;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;

/** Functions that only tests have. */
public final class TestFunctions {

    private TestFunctions() {}

    /** Gives what it takes. */
    public static final class Untouched implements RecordFunction<Torture, Torture> {

        @Override
        public String name() {
            return "test-untouched";
        }

        @Override
        public Class<Torture> inputType() {
            return Torture.class;
        }

        @Override
        public Class<Torture> outputType() {
            return Torture.class;
        }

        @Override
        public void apply(Torture record, Consumer<Torture> out) {
            out.accept(record);
        }
    }

    /** Does what the record's text says. */
    public static final class Moody implements RecordFunction<Torture, Torture> {

        private String suffix = "";

        @Override
        public String name() {
            return "test-moody";
        }

        @Override
        public Class<Torture> inputType() {
            return Torture.class;
        }

        @Override
        public Class<Torture> outputType() {
            return Torture.class;
        }

        @Override
        public void open(Map<String, String> options) {
            for (String key : options.keySet()) {
                if (!key.equals("suffix")) {
                    throw new IllegalArgumentException("unknown option '" + key + "'");
                }
            }
            suffix = options.getOrDefault("suffix", "");
        }

        @Override
        public void apply(Torture record, Consumer<Torture> out) throws Exception {
            switch (record.getText()) {
                case "none" -> {}
                case "three" -> {
                    for (int i = 0; i < 3; i++) {
                        record.setText("three-" + i + suffix);
                        out.accept(record);
                    }
                }
                case "second fails" -> {
                    out.accept(record);
                    throw new java.io.IOException("cannot look up", new IllegalStateException("closed"));
                }
                case "second unfit" -> {
                    out.accept(record);
                    record.setPrice(new BigDecimal("0.001"));
                    out.accept(record);
                }
                case "swallows" -> {
                    out.accept(record);
                    record.setText(null);
                    try {
                        out.accept(record);
                    } catch (RuntimeException ignored) {
                        record.setText("went on");
                        out.accept(record);
                    }
                }
                case "gives null" -> out.accept(null);
                case "overflows" -> apply(record, out);
                case "asserts" -> throw new AssertionError();
                case "interrupted" -> throw new InterruptedException("cancelled");
                case "misses a class" -> throw new NoClassDefFoundError("io/millrace/Missing");
                default -> {
                    record.setText(record.getText() + suffix);
                    out.accept(record);
                }
            }
        }
    }
}
