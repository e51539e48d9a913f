package io.millrace.job.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of texts in columns as wide as they need to be; numbers stand to the right. */
final class Table {

    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        rows.add(List.of(heading));
    }

    void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("expected " + rows.get(0).size() + " cells, but got " + cells.length);
        }
        rows.add(List.of(cells));
    }

    void print(PrintStream out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int i = 0; i < row.size(); i++) {
                String space = " ".repeat(width(i) - row.get(i).length());
                line.append(isNumeric(i) ? space + row.get(i) : row.get(i) + space)
                        .append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.size() > 1
                && rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9,.]+( [kMGTP]?B)?"));
    }
}
