package io.millrace.udf.click;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebAddressTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://Example.com/a/b?x=1#y, example.com, /a/b",
                "https://example.com, example.com, /",
                "https://example.com?x=1, example.com, /",
                "http://user:secret@example.com:8080/a, example.com, /a",
                "http://[2001:DB8::1]:8080/a, [2001:db8::1], /a",
                "https://news.example/tee-führer, news.example, /tee-führer",
                "android-app://com.mail, com.mail, /",
                "/de/p/mug?x=1, -, /de/p/mug",
                "file:///etc/hosts, -, /etc/hosts",
                "'', -, /",
                "?x, -, /",
                "://, -, /"
            })
    void anyTextHasParts(String text, String host, String path) {
        WebAddress address = WebAddress.parse(text);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.path()).isEqualTo(path);
    }

    @Test
    void parametersAreDecodedAndThoseWithoutANameAreNone() {
        assertThat(WebAddress.parse("https://a/?x=1%202&y=a+b&=z&flag&%E2%82%AC=%zz&x=3")
                        .parameters())
                .isEqualTo(Map.of("x", "1 2", "y", "a b", "€", "%zz"));
    }
}
