package io.millrace.job.cases;

import io.millrace.job.config.AnyText;
import io.millrace.job.config.CaseConfig;
import io.millrace.job.config.ExpectedRejection;
import io.millrace.job.config.ExpectedRow;
import io.millrace.model.Rejection;
import java.util.ArrayList;
import java.util.List;

/** Holds what became of a message against what a case expects: one line for each difference. */
final class Comparison {

    private final List<String> differences = new ArrayList<>();

    private Comparison() {}

    /** The differences; named by the keys of the case. */
    static List<String> of(CaseConfig expected, Became became) {
        Comparison comparison = new Comparison();
        comparison.rows(expected.rows(), became.rows());
        comparison.rejected(expected.rejected(), became.rejected());
        return comparison.differences;
    }

    private void rows(List<ExpectedRow> expected, List<Became.Row> rows) {
        for (int i = 0; i < Math.max(expected.size(), rows.size()); i++) {
            String key = "rows." + i;
            if (i >= rows.size()) {
                add(key, "expected a row, but there are only " + rows.size());
            } else if (i >= expected.size()) {
                Became.Row row = rows.get(i);
                add(key, "not expected, but got " + row.fields() + inPartition(row.partition()));
            } else {
                row(key, expected.get(i), rows.get(i));
            }
        }
    }

    private void row(String key, ExpectedRow expected, Became.Row row) {
        AnyText partition = expected.partition();
        if (partition != null && !partition.value().equals(row.partition())) {
            add(key + ".partition", "expected '" + partition + "', but got '" + row.partition() + "'");
        }
        if (expected.exactly() != null) {
            differences.addAll(JsonDifferences.of(key + ".exactly", expected.exactly(), row.fields(), false));
        } else if (expected.contains() != null) {
            differences.addAll(JsonDifferences.of(key + ".contains", expected.contains(), row.fields(), true));
        }
    }

    private void rejected(List<ExpectedRejection> expected, List<Rejection> rejected) {
        for (int i = 0; i < Math.max(expected.size(), rejected.size()); i++) {
            String key = "rejected." + i;
            if (i >= rejected.size()) {
                add(
                        key,
                        "expected " + expected.get(i).kind().label() + ", but only " + rejected.size()
                                + (rejected.size() == 1 ? " record was" : " records were") + " rejected");
            } else if (i >= expected.size()) {
                add(key, "not expected, but got " + text(rejected.get(i)));
            } else if (!fits(expected.get(i), rejected.get(i))) {
                add(key, "expected " + text(expected.get(i)) + ", but got " + text(rejected.get(i)));
            }
        }
    }

    private static boolean fits(ExpectedRejection expected, Rejection rejection) {
        return expected.kind() == rejection.kind()
                && (expected.stage() == null || expected.stage() == rejection.stage())
                && (expected.field() == null || expected.field().equals(rejection.fieldPath()))
                && (expected.message() == null || rejection.message().contains(expected.message()));
    }

    private static String text(ExpectedRejection expected) {
        return expected.kind().label()
                + (expected.stage() == null ? "" : " in " + expected.stage().label())
                + (expected.field() == null ? "" : " of " + expected.field())
                + (expected.message() == null ? "" : " with '" + expected.message() + "'");
    }

    private static String text(Rejection rejection) {
        String detail = rejection.expected() == null
                ? ""
                : " (expected " + rejection.expected() + ", actual " + rejection.actual() + ")";
        return rejection.kind().label() + " in " + rejection.stage().label()
                + (rejection.fieldPath() == null ? "" : " of " + rejection.fieldPath()) + ": " + rejection.message()
                + detail;
    }

    private static String inPartition(String partition) {
        return partition.isEmpty() ? "" : " in " + partition;
    }

    private void add(String key, String message) {
        differences.add(key + ": " + message);
    }
}
