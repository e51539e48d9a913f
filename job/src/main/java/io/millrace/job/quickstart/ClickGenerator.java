package io.millrace.job.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The clickstream of a web shop, as its many producers would send it: about 500 bytes of JSON an event, in different
 * spellings, mostly in order of time, spread over a day and a half, a few of them bad or sent twice.
 *
 * <p>A pure function of seed and index: any event can be made again, alone, on any machine. Safe for several threads.
 */
public final class ClickGenerator {

    private static final Instant FIRST = Instant.parse("2026-03-02T06:00:00Z");
    private static final long SPAN_MICROS = Duration.ofHours(36).toNanos() / 1000;
    private static final long MICROS_BETWEEN_EVENTS = 648_000;

    private final long seed;
    private final double badShare;
    private final double resentShare;

    /**
     * @param seed which clickstream
     * @param badShare the share of events with a {@link Flaw}, from 0 to 1
     * @param resentShare the share of good events that are sent twice, from 0 to 1
     */
    public ClickGenerator(long seed, double badShare, double resentShare) {
        this.seed = seed;
        this.badShare = badShare;
        this.resentShare = resentShare;
    }

    /** The event at this place of the sequence, from 0. */
    public GeneratedClick event(long index) {
        Dice dice = new Dice(seed, index);
        String eventId = eventId(dice);
        Flaw flaw = dice.chance(badShare) ? dice.pick(Flaw.values()) : null;
        boolean resent = dice.chance(resentShare) && flaw == null;
        boolean bot = dice.chance(0.04) && flaw == null;
        JsonObject event = fields(dice, eventId, index, bot);
        if (dice.chance(0.25)) {
            event.shuffle(dice);
        }
        return new GeneratedClick(index, eventId, spoil(event, flaw, dice), flaw, bot, resent);
    }

    private static String eventId(Dice dice) {
        long high = (dice.bits() & ~0xF000L) | 0x4000L;
        long low = (dice.bits() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low).toString();
    }

    private static JsonObject fields(Dice dice, String eventId, long index, boolean bot) {
        var spelling = new JsonObject.Spelling(dice.chance(0.1), dice.chance(0.1), dice.chance(0.05));
        String type = eventType(dice, bot);
        // Squaring makes some users far busier than others. Their ids are above 2^53 and must survive exactly.
        long user = 730_000_000_000_000_000L + (long) (dice.unit() * dice.unit() * 40_000) * 7_919;
        Basket basket = Basket.fill(dice, type, spelling);

        JsonObject event = new JsonObject(spelling);
        event.text("event_id", eventId);
        event.text("event_type", type);
        event.text("occurred_at", occurredAt(dice, index).toString());
        event.optional("user_id", !bot && dice.chance(0.65), Long.toString(user), dice);
        event.text("session_id", Long.toHexString(user ^ dice.below(20)));
        event.text("url", url(dice, type));
        event.optional("referrer", dice.chance(0.3), event.quote(dice.pick(Shop.REFERRERS)), dice);
        event.text("user_agent", dice.pick(bot ? Shop.BOTS : Shop.BROWSERS));
        event.optional("duration_ms", dice.chance(0.8), JsonObject.decimal(dice.below(60_000_000), 3), dice);
        event.optional("revenue", type.equals("purchase"), JsonObject.decimal(basket.totalCents(), 2), dice);
        event.optional("geo", dice.chance(0.85), geo(dice, spelling).toString(), dice);
        if (!basket.items().isEmpty() || dice.chance(0.3)) {
            event.array("items", basket.items());
        }
        if (dice.chance(0.4)) {
            event.object("experiments", experiments(dice, spelling));
        }
        if (dice.chance(0.02)) {
            event.text("trace", Long.toHexString(dice.bits()));
        }
        return event;
    }

    private static String eventType(Dice dice, boolean bot) {
        double share = dice.unit();
        if (bot || share < 0.62) {
            return "page_view";
        }
        if (share < 0.80) {
            return "search";
        }
        if (share < 0.92) {
            return "add_to_cart";
        }
        return share < 0.97 ? "checkout" : "purchase";
    }

    /** In order but for a few seconds; one event in thirty was held back by its device for up to three hours. */
    private static Instant occurredAt(Dice dice, long index) {
        long micros = index % (SPAN_MICROS / MICROS_BETWEEN_EVENTS) * MICROS_BETWEEN_EVENTS;
        micros -= dice.below(5_000_000);
        if (dice.chance(1 / 30.0)) {
            micros -= (long) (dice.unit() * Duration.ofHours(3).toNanos() / 1000);
        }
        return FIRST.plus(micros, ChronoUnit.MICROS);
    }

    private static String url(Dice dice, String type) {
        String base = "https://shop.example/" + dice.pick(Shop.LANGUAGES);
        return switch (type) {
            case "search" -> base + "/search?q=" + dice.pick(Shop.SEARCHES);
            case "checkout" -> base + "/checkout/" + dice.below(4);
            case "purchase" -> base + "/thanks?order=" + (1_000_000 + dice.below(9_000_000));
            default ->
                base + "/p/" + dice.pick(Shop.PRODUCTS).slug()
                        + (dice.chance(0.3) ? "?utm_source=newsletter&utm_campaign=frühling" : "");
        };
    }

    private static JsonObject geo(Dice dice, JsonObject.Spelling spelling) {
        Shop.Place place = dice.pick(Shop.PLACES);
        JsonObject geo = new JsonObject(spelling);
        geo.text("country", place.country());
        geo.optional("city", dice.chance(0.9), geo.quote(place.city()), dice);
        geo.raw("latitude", Double.toString(place.latitude()));
        geo.raw("longitude", Double.toString(place.longitude()));
        return geo;
    }

    private static JsonObject experiments(Dice dice, JsonObject.Spelling spelling) {
        JsonObject experiments = new JsonObject(spelling);
        experiments.text("checkout-button", dice.pick("green", "blue", "control"));
        if (dice.chance(0.5)) {
            experiments.text("größe/layout", dice.pick("a", "b"));
        }
        return experiments;
    }

    private static String spoil(JsonObject event, Flaw flaw, Dice dice) {
        if (flaw == null) {
            return event.toString();
        }
        return switch (flaw) {
            case TRUNCATED -> truncate(event.toString(), dice);
            case WRONG_TYPE -> event.put("duration_ms", "\"fast\"").toString();
            case MISSING_FIELD -> event.remove("session_id").toString();
            case NULL_REQUIRED -> event.put("url", "null").toString();
            case OUT_OF_RANGE ->
                event.put("items", "[{\"sku\":\"MUG-0017\",\"quantity\":3000000000,\"price\":12.90}]")
                        .toString();
            case EMPTY_OBJECT -> "{}";
            case DUPLICATE_FIELD -> event.text("user_agent", "curl/8.14.1").toString();
            case BAD_TIMESTAMP ->
                event.put("occurred_at", "\"yesterday at noon\"").toString();
            case IMPLAUSIBLE_TIME ->
                event.put("occurred_at", "\"1926-03-02T06:00:00Z\"").toString();
            case NONSENSE_PURCHASE ->
                event.put("event_type", "\"purchase\"")
                        .put("revenue", "-12.90")
                        .put("items", "[]")
                        .toString();
        };
    }

    private static String truncate(String json, Dice dice) {
        int end = json.length() / 4 + dice.below(json.length() / 2);
        return json.substring(0, Character.isHighSurrogate(json.charAt(end - 1)) ? end + 1 : end);
    }
}
