package io.millrace.job.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the form that JUnit's reports have, which every CI server reads: a suite for each file. */
public final class JunitXml {

    private static final double NANOS = 1e9;

    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes a report.
     *
     * @param suites the results by the names of their files, in the order of the report
     * @param out is not closed
     */
    public static void write(Map<String, List<CaseResult>> suites, OutputStream out) throws IOException {
        try {
            XMLStreamWriter writer = XMLOutputFactory.newFactory().createXMLStreamWriter(out, UTF_8.name());
            new JunitXml(writer).write(suites);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IOException("the report cannot be written", e);
        }
    }

    private void write(Map<String, List<CaseResult>> suites) throws XMLStreamException {
        xml.writeStartDocument(UTF_8.name(), "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        attribute("name", "millrace test");
        totals(suites.values().stream().flatMap(List::stream).toList());
        for (Map.Entry<String, List<CaseResult>> suite : suites.entrySet()) {
            suite(suite.getKey(), suite.getValue());
        }
        line(0);
        xml.writeEndElement();
        line(0);
        xml.writeEndDocument();
    }

    private void suite(String file, List<CaseResult> results) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", file);
        totals(results);
        attribute("skipped", "0");
        for (CaseResult result : results) {
            test(file, result);
        }
        line(1);
        xml.writeEndElement();
    }

    private void test(String file, CaseResult result) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("name", result.name());
        attribute("classname", file.replaceFirst("\\.test\\.yaml$", "").replaceAll("[/\\\\]", "."));
        attribute("file", file);
        attribute("line", String.valueOf(result.at().line()));
        attribute("time", seconds(result.nanos()));
        if (!result.passed()) {
            line(3);
            xml.writeStartElement(result.failure() == null ? "failure" : "error");
            attribute("message", result.differences().get(0));
            attribute(
                    "type",
                    result.failure() == null
                            ? "difference"
                            : result.failure().getClass().getName());
            xml.writeCharacters(allowed(String.join("\n", result.differences())));
            xml.writeEndElement();
            line(2);
        }
        xml.writeEndElement();
    }

    private void totals(List<CaseResult> results) throws XMLStreamException {
        long failed = results.stream().filter(result -> !result.passed()).count();
        long errors =
                results.stream().filter(result -> result.failure() != null).count();
        attribute("tests", String.valueOf(results.size()));
        attribute("failures", String.valueOf(failed - errors));
        attribute("errors", String.valueOf(errors));
        attribute("time", seconds(results.stream().mapToLong(CaseResult::nanos).sum()));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS);
    }

    /** A payload may hold characters that XML has no form for. */
    private static String allowed(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().map(c -> isAllowed(c) ? c : 0xFFFD).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
