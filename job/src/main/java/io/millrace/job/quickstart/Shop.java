package io.millrace.job.quickstart;

/** The world the generated events come from: places, pages, goods and browsers. */
final class Shop {

    record Place(String country, String city, double latitude, double longitude) {}

    record Product(String sku, String slug, int priceCents) {}

    static final Place[] PLACES = {
        new Place("DE", "München", 48.1374, 11.5755),
        new Place("DE", "Köln", 50.9375, 6.9603),
        new Place("FR", "Orléans", 47.9025, 1.909),
        new Place("BR", "São Paulo", -23.5505, -46.6333),
        new Place("JP", "東京", 35.6895, 139.6917),
        new Place("PL", "Łódź", 51.7592, 19.456),
        new Place("US", "Springfield", 39.7817, -89.6501),
        new Place("IN", "मुंबई", 19.076, 72.8777),
        new Place("GR", "Αθήνα", 37.9838, 23.7275),
        new Place("IS", "Reykjavík", 64.1466, -21.9426)
    };

    static final Product[] PRODUCTS = {
        new Product("MUG-0017", "enamel-mug", 1290),
        new Product("TEA-2210", "assam-second-flush", 845),
        new Product("KET-0003", "gooseneck-kettle", 6900),
        new Product("SCL-0100", "pocket-scale", 2499),
        new Product("FIL-0500", "paper-filters", 399),
        new Product("GRN-0081", "hand-grinder", 11950),
        new Product("TIN-0042", "storage-tin", 1875),
        new Product("CUP-0006", "tasting-cups", 3300),
        new Product("BOK-0009", "the-book-of-tea", 1599),
        new Product("SET-1000", "travel-set", 24900)
    };

    static final String[] SEARCHES = {
        "café crème",
        "thé vert",
        "\"gooseneck\" kettle",
        "grüner tee",
        "玉露",
        "mug\tblue",
        "c:\\temp",
        "☕ gift 🎁",
        "scale 0.1g"
    };

    static final String[] BROWSERS = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1"
    };

    static final String[] BOTS = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"
    };

    static final String[] REFERRERS = {
        "https://www.google.com/",
        "https://duckduckgo.com/?q=tea",
        "https://news.example/tee-führer",
        "android-app://com.mail"
    };

    static final String[] LANGUAGES = {"de", "fr", "pt-br", "ja", "en"};

    private Shop() {}
}
