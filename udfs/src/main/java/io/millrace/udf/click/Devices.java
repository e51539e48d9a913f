package io.millrace.udf.click;

import io.millrace.model.click.Device;
import java.util.List;
import java.util.Locale;

/** The kind of device behind a user agent: a guess from well-known words, in the order in which they decide. */
final class Devices {

    private static final List<String> BOTS = List.of(
            "bot", "crawler", "spider", "slurp", "facebookexternalhit", "headlesschrome", "python-requests", "curl/");
    private static final List<String> TABLETS = List.of("ipad", "tablet", "kindle");
    private static final List<String> MOBILES = List.of("iphone", "ipod", "mobile", "windows phone");
    private static final List<String> DESKTOPS = List.of("windows nt", "macintosh", "x11", "cros");

    private Devices() {}

    static Device of(String userAgent) {
        String agent = userAgent.toLowerCase(Locale.ROOT);
        if (holdsOneOf(agent, BOTS)) {
            return Device.BOT;
        }
        // An Android tablet is one that does not say that it is mobile.
        if (holdsOneOf(agent, TABLETS) || (agent.contains("android") && !agent.contains("mobile"))) {
            return Device.TABLET;
        }
        if (holdsOneOf(agent, MOBILES)) {
            return Device.MOBILE;
        }
        return holdsOneOf(agent, DESKTOPS) ? Device.DESKTOP : Device.OTHER;
    }

    private static boolean holdsOneOf(String agent, List<String> words) {
        for (String word : words) {
            if (agent.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
