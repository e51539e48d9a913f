package io.millrace.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** What low-cardinality columns hold, ready as JSON: quotes and escapes included. */
final class Texts {

    static final byte[][] TYPES = quoted(
            "page_view",
            "page_view",
            "page_view",
            "page_view",
            "click",
            "click",
            "scroll",
            "search",
            "filter",
            "add_to_cart",
            "remove_from_cart",
            "wishlist",
            "checkout",
            "purchase",
            "login",
            "logout");

    static final byte[][] SYSTEMS = quoted("android", "android", "ios", "windows", "macos", "linux");

    static final byte[][] MODELS = quoted(
            "Pixel 7",
            "Pixel 8",
            "Galaxy S23",
            "Galaxy A54",
            "iPhone 13",
            "iPhone 14",
            "iPhone 15 Pro",
            "iPad 9",
            "Redmi Note 12",
            "Mi 11",
            "Moto G82",
            "Xperia 5 Ⅲ",
            "OnePlus 11",
            "Fairphone 5",
            "ThinkPad X1",
            "MacBook");

    static final byte[][] COUNTRIES =
            quoted("DE", "FR", "SE", "PL", "CZ", "ES", "PT", "JP", "CN", "GR", "US", "BR", "TR", "IE", "UA", "KR");

    static final byte[][] CITIES = quoted(
            "München",
            "Köln",
            "Orléans",
            "Malmö",
            "Łódź",
            "Plzeň",
            "Córdoba",
            "Évora",
            "東京",
            "北京",
            "Αθήνα",
            "New York",
            "São Paulo",
            "İzmir",
            "Dún Laoghaire",
            "Київ",
            "서울",
            "Berlin",
            "Paris",
            "Gdańsk",
            "Lisboa",
            "Osaka",
            "Boston",
            "Leeds",
            "Lyon",
            "Porto",
            "Braga",
            "Graz",
            "Bergen",
            "Turku",
            "Aarhus",
            "Gent");

    static final byte[][] TAGS = quoted(
            "sale",
            "new",
            "été",
            "outlet",
            "garden",
            "größe-xl",
            "kids",
            "returning",
            "vip",
            "newsletter",
            "app",
            "b2b");

    static final byte[][] REFERRERS = quoted(
            "https://www.example.com/",
            "https://search.example.org/?q=chairs",
            "https://news.example.net/tech/",
            "https://social.example.com/post/",
            "https:\\/\\/mail.example.org\\/inbox",
            "https://example.de/käse");

    static final byte[][] UNITS = quoted("°C", "kPa", "%", "µg/m³", "lx", "m/s");

    /** With the escapes of JSON that there are, and characters of one to four bytes. */
    static final byte[][] COMMENTS = quoted(
            "said \\\"good value\\\" twice",
            "line one\\nline two\\n\\tindented",
            "C:\\\\Users\\\\Zoë\\\\orders.csv",
            "\\u00fcber alles zufrieden, gerne wieder",
            "love it \\ud83d\\ude00 \\u2764",
            "très bien, arrivé en 3 jours 👍",
            "価格も品質も良いです",
            "path a\\/b, form\\ffeed and \\bback",
            "a plain comment without anything special in it");

    static final byte[][] SECTIONS = plain("garden", "kitchen", "office", "outdoor", "kids", "books", "audio", "light");

    static final byte[] TRUE = "true".getBytes(UTF_8);
    static final byte[] FALSE = "false".getBytes(UTF_8);

    static final byte[][] USER_AGENTS = userAgents();

    private Texts() {}

    private static byte[][] userAgents() {
        List<String> agents = new ArrayList<>();
        for (int version = 100; version < 150; version++) {
            agents.add("Mozilla/5.0 (Linux; Android 14) Chrome/" + version + ".0.60 Mobile");
            agents.add("Mozilla/5.0 (Windows NT 10.0) Firefox/" + version + ".0");
            agents.add("Mozilla/5.0 (iPhone; OS 17_2) Safari/604." + version);
            agents.add("ShopApp/" + version + ".2 (Android 14)");
        }
        return quoted(agents.toArray(new String[0]));
    }

    private static byte[][] quoted(String... texts) {
        byte[][] bytes = plain(texts);
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = ('"' + texts[i] + '"').getBytes(UTF_8);
        }
        return bytes;
    }

    private static byte[][] plain(String... texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = texts[i].getBytes(UTF_8);
        }
        return bytes;
    }
}
