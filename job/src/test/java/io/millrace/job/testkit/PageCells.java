package io.millrace.job.testkit;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Reads tables of a Markdown page, and the cells in which bytes are written down. */
public final class PageCells {

    private static final Pattern BYTE = Pattern.compile("‹([0-9A-F]{2})›");
    private static final Pattern CALL = Pattern.compile("(.*?)(gzip|base64|text)\\((.*)\\)(.*)", Pattern.DOTALL);

    private PageCells() {}

    /** A row of a table: where it stands, the header above it, its cells. */
    public record Row(int line, String header, List<String> list) {

        public String[] cells() {
            return list.toArray(String[]::new);
        }
    }

    /** The rows of all tables with one of these headers. */
    public static List<Row> rows(String page, Set<String> headers) {
        List<Row> rows = new ArrayList<>();
        String header = null;
        int number = 0;
        for (String line : page.split("\n", -1)) {
            number++;
            if (!line.startsWith("|")) {
                header = null;
            } else if (header == null) {
                header = String.join(" | ", cells(line));
            } else if (!line.startsWith("|---") && headers.contains(header)) {
                rows.add(new Row(number, header, cells(line)));
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    /** What stands between the backticks of a cell; two of them with nothing between are empty text. */
    public static String text(String cell) {
        if (!cell.startsWith("`") || !cell.endsWith("`")) {
            throw new IllegalArgumentException("a cell must be in backticks: " + cell);
        }
        return cell.equals("``") ? "" : cell.substring(1, cell.length() - 1);
    }

    /** UTF-8, with {@code ‹FF›} for single bytes. */
    public static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher matcher = BYTE.matcher(text);
        int from = 0;
        while (matcher.find()) {
            bytes.writeBytes(text.substring(from, matcher.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(matcher.group(1)));
            from = matcher.end();
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** As {@link #bytes}, with {@code gzip(…)}, {@code base64(…)} and {@code text(…)} around what they are applied to. */
    public static byte[] body(String cell) {
        if (cell.startsWith("`") && cell.endsWith("`")) {
            return bytes(text(cell));
        }
        Matcher call = CALL.matcher(cell);
        if (!call.matches()) {
            throw new IllegalArgumentException("neither text in backticks nor a function: " + cell);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes(call.group(1)));
        all.writeBytes(applied(call.group(2), body(call.group(3))));
        all.writeBytes(bytes(call.group(4)));
        return all.toByteArray();
    }

    private static byte[] applied(String function, byte[] content) {
        return switch (function) {
            case "gzip" -> gzip(content);
            case "base64" -> Base64.getEncoder().encode(content);
            default ->
                TextNode.valueOf(new String(content, StandardCharsets.UTF_8))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
