package io.millrace.job.quickstart;

import java.util.ArrayList;
import java.util.List;

/**
 * What an event has in its basket.
 *
 * @param items its lines as JSON
 * @param totalCents what they cost together, exactly
 */
record Basket(List<JsonObject> items, long totalCents) {

    /** Empty unless the type of event is about goods. */
    static Basket fill(Dice dice, String type, JsonObject.Spelling spelling) {
        int lines =
                switch (type) {
                    case "add_to_cart" -> 1;
                    case "checkout", "purchase" -> 1 + dice.below(4);
                    default -> 0;
                };
        List<JsonObject> items = new ArrayList<>(lines);
        long total = 0;
        for (int line = 0; line < lines; line++) {
            Shop.Product product = dice.pick(Shop.PRODUCTS);
            int quantity = 1 + dice.below(5);
            total += (long) quantity * product.priceCents();
            JsonObject item = new JsonObject(spelling);
            item.text("sku", product.sku());
            item.raw("quantity", Integer.toString(quantity));
            item.raw("price", JsonObject.decimal(product.priceCents(), 2));
            items.add(item);
        }
        return new Basket(items, total);
    }
}
