package io.millrace.udf.click;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.click.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DevicesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | DESKTOP",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36 | DESKTOP",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1 | MOBILE",
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/138.0.0.0 Mobile Safari/537.36 | MOBILE",
                "Mozilla/5.0 (Linux; Android 14; SM-X710) Chrome/138.0.0.0 Safari/537.36 | TABLET",
                "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1 | TABLET",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | BOT",
                "Mozilla/5.0 (iPhone) Mobile (compatible; bingbot/2.0) | BOT",
                "curl/8.14.1 | BOT",
                "'' | OTHER"
            })
    void aUserAgentTellsTheDevice(String userAgent, Device device) {
        assertThat(Devices.of(userAgent)).isEqualTo(device);
    }
}
