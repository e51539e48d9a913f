package io.millrace.job.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.config.Location;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitXmlTest {

    private static final Location AT = new Location("conf/a.test.yaml", 12, 5);

    @Test
    void theReportHasTheFormThatCiServersRead() throws Exception {
        Map<String, List<CaseResult>> suites = new LinkedHashMap<>();
        suites.put(
                "conf/a.test.yaml",
                List.of(
                        new CaseResult("good & <right>", AT, 1_234_567, List.of(), null),
                        new CaseResult("bad", AT, 2_000_000, List.of("rows.0: \"x\" < \u0001]]>", "rows.1: y"), null),
                        new CaseResult(
                                "broken", AT, 0, List.of("the pipeline failed"), new IllegalStateException("no"))));
        suites.put("b.test.yaml", List.of(new CaseResult("other", AT, 1_500_000_000L, List.of(), null)));

        Document report = parsed(suites);

        Element all = report.getDocumentElement();
        assertThat(attributes(all, "tests", "failures", "errors", "time")).containsExactly("4", "1", "1", "1.503");
        Element suite = child(all, "testsuite", 0);
        assertThat(attributes(suite, "name", "tests", "failures", "errors", "skipped", "time"))
                .containsExactly("conf/a.test.yaml", "3", "1", "1", "0", "0.003");
        assertThat(attributes(child(suite, "testcase", 0), "name", "classname", "file", "line", "time"))
                .containsExactly("good & <right>", "conf.a", "conf/a.test.yaml", "12", "0.001");
        assertThat(child(suite, "testcase", 0).getElementsByTagName("*").getLength())
                .isZero();
        Element failure = child(child(suite, "testcase", 1), "failure", 0);
        // XML has no form for the character.
        assertThat(attributes(failure, "message", "type")).containsExactly("rows.0: \"x\" < \uFFFD]]>", "difference");
        assertThat(failure.getTextContent()).isEqualTo("rows.0: \"x\" < \uFFFD]]>\nrows.1: y");
        assertThat(attributes(child(child(suite, "testcase", 2), "error", 0), "message", "type"))
                .containsExactly("the pipeline failed", "java.lang.IllegalStateException");
        assertThat(attributes(child(all, "testsuite", 1), "name", "tests", "failures"))
                .containsExactly("b.test.yaml", "1", "0");
    }

    private static Document parsed(Map<String, List<CaseResult>> suites) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JunitXml.write(suites, out);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(
                        Objects.requireNonNull(JunitXmlTest.class.getResourceAsStream("/junit/junit-report.xsd"))))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(out.toByteArray())));
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray()));
    }

    private static Element child(Element parent, String name, int index) {
        return (Element) parent.getElementsByTagName(name).item(index);
    }

    private static List<String> attributes(Element element, String... names) {
        return List.of(names).stream().map(element::getAttribute).toList();
    }
}
