package io.millrace.udf.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.click.Campaign;
import io.millrace.model.click.ClickEvent;
import io.millrace.model.click.Device;
import io.millrace.model.click.Geo;
import io.millrace.model.click.Item;
import io.millrace.model.click.PageAction;
import io.millrace.udf.RecordFunction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class CleanClickTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    private final CleanClick function = new CleanClick();

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(RecordFunction.class))
                .filteredOn(found -> found.name().equals("clean-click"))
                .singleElement()
                .isInstanceOf(CleanClick.class);
    }

    @Test
    void aPageViewIsOneActionWithItsAddressTakenApart() {
        ClickEvent event = event("page_view");
        event.setUrl("https://Shop.Example:443/de/p/enamel-mug?utm_source=newsletter&utm_campaign=fr%C3%BChling#top");
        event.setReferrer("https://www.google.com/");
        event.setGeo(new Geo("DE", "Köln", 50.9, 6.9));
        event.setDurationMs(12.5);

        PageAction action = only(apply(event));
        assertThat(action.getEventId()).isEqualTo("e-1");
        assertThat(action.getLine()).isZero();
        assertThat(action.getAction()).isEqualTo("page_view");
        assertThat(action.getOccurredAt()).isEqualTo(Instant.parse("2026-03-02T06:00:00.000001Z"));
        assertThat(action.getUserId()).isEqualTo((1L << 53) + 1);
        assertThat(action.getSessionId()).isEqualTo("s-1");
        assertThat(action.getHost()).isEqualTo("shop.example");
        assertThat(action.getPath()).isEqualTo("/de/p/enamel-mug");
        assertThat(action.getSearchTerms()).isNull();
        assertThat(action.getCampaign()).isEqualTo(new Campaign("newsletter", null, "frühling"));
        assertThat(action.getReferrerHost()).isEqualTo("www.google.com");
        assertThat(action.getDevice()).isEqualTo(Device.DESKTOP);
        assertThat(action.getDurationMs()).isEqualTo(12.5);
        assertThat(action.getCountry()).isEqualTo("DE");
        assertThat(action.getCity()).isEqualTo("Köln");
        assertThat(action.getSku()).isNull();
        assertThat(action.getQuantity()).isNull();
        assertThat(action.getPrice()).isNull();
        assertThat(action.getAmount()).isNull();
        assertThat(action.getExperiments()).isEqualTo(Map.of("button", "green"));
    }

    @Test
    void aPurchaseIsOneActionForEachItem() {
        ClickEvent event = event("purchase");
        event.setItems(List.of(item("MUG", 3, "12.90"), item("TEA", 1, "8.45")));
        event.setRevenue(new BigDecimal("47.15"));

        List<PageAction> actions = apply(event);
        assertThat(actions).extracting(PageAction::getLine).containsExactly(0, 1);
        assertThat(actions).extracting(PageAction::getEventId).containsOnly("e-1");
        assertThat(actions).extracting(PageAction::getSku).containsExactly("MUG", "TEA");
        assertThat(actions).extracting(PageAction::getQuantity).containsExactly(3, 1);
        assertThat(actions).extracting(PageAction::getPrice).containsExactly(money("12.90"), money("8.45"));
        assertThat(actions).extracting(PageAction::getAmount).containsExactly(money("38.70"), money("8.45"));
    }

    @Test
    void theLargestAmountFitsItsColumn() {
        ClickEvent event = event("purchase");
        event.setItems(List.of(item("MUG", Integer.MAX_VALUE, "9999999999.99")));
        BigDecimal amount = only(apply(event)).getAmount();
        assertThat(amount).isEqualTo(new BigDecimal("21474836469978525163.53"));
        assertThat(amount.precision()).isLessThanOrEqualTo(22);
    }

    @Test
    void aSearchHasItsTermsHoweverTheyWereWritten() {
        assertThat(termsOf("https://shop.example/de/search?q=gr%C3%BCner+tee")).isEqualTo("grüner tee");
        assertThat(termsOf("https://shop.example/de/search?q=\"gooseneck\" kettle"))
                .isEqualTo("\"gooseneck\" kettle");
        assertThat(termsOf("https://shop.example/de/search?q=c:\\temp")).isEqualTo("c:\\temp");
        assertThat(termsOf("https://shop.example/de/search?q=100%")).isEqualTo("100%");
        assertThat(termsOf("https://shop.example/de/search?q=")).isEmpty();
        assertThat(termsOf("https://shop.example/de/search?x=1&q=first&q=second"))
                .isEqualTo("first");
    }

    @Test
    void aCrawlerIsDroppedEvenWhenItsEventMakesNoSense() {
        ClickEvent event = event("purchase");
        event.setUserAgent(GOOGLEBOT);
        assertThat(apply(event)).isEmpty();
    }

    @Test
    void aCrawlerIsKeptOnRequest() {
        function.open(Map.of("drop-bots", "false"));
        ClickEvent event = event("page_view");
        event.setUserAgent(GOOGLEBOT);
        assertThat(only(apply(event)).getDevice()).isEqualTo(Device.BOT);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertRefused(event("purchase"), "a purchase has no items");
        ClickEvent revenue = event("page_view");
        revenue.setRevenue(money("-12.90"));
        assertRefused(revenue, "the revenue is negative");
        ClickEvent quantity = event("checkout");
        quantity.setItems(List.of(item("A", 1, "1.00"), item("B", 0, "1.00")));
        assertRefused(quantity, "items[1].quantity is not positive");
        ClickEvent price = event("add_to_cart");
        price.setItems(List.of(item("A", 1, "-0.01")));
        assertRefused(price, "items[0].price is negative");
    }

    @Test
    void aReferrerOfTheSameShopIsNone() {
        ClickEvent event = event("page_view");
        event.setReferrer("https://shop.example/de/search?q=tee");
        assertThat(only(apply(event)).getReferrerHost()).isNull();
        event.setReferrer("android-app://com.mail");
        assertThat(only(apply(event)).getReferrerHost()).isEqualTo("com.mail");
    }

    @Test
    void optionsThatItDoesNotHaveAreRefused() {
        assertThatThrownBy(() -> function.open(Map.of("drop-bot", "true")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option 'drop-bot'; there is 'drop-bots'");
        assertThatThrownBy(() -> function.open(Map.of("drop-bots", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'drop-bots' must be true or false, but is 'yes'");
    }

    private String termsOf(String url) {
        ClickEvent event = event("search");
        event.setUrl(url);
        return only(apply(event)).getSearchTerms();
    }

    private void assertRefused(ClickEvent event, String message) {
        List<PageAction> actions = new ArrayList<>();
        assertThatThrownBy(() -> function.apply(event, actions::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(actions).isEmpty();
    }

    /** The function reuses what it gives, as it may. */
    private List<PageAction> apply(ClickEvent event) {
        List<PageAction> actions = new ArrayList<>();
        function.apply(
                event, action -> actions.add(PageAction.newBuilder(action).build()));
        return actions;
    }

    private static PageAction only(List<PageAction> actions) {
        assertThat(actions).hasSize(1);
        return actions.get(0);
    }

    private static ClickEvent event(String type) {
        return ClickEvent.newBuilder()
                .setEventId("e-1")
                .setEventType(type)
                .setOccurredAt(Instant.parse("2026-03-02T06:00:00.000001Z"))
                .setUserId((1L << 53) + 1)
                .setSessionId("s-1")
                .setUrl("https://shop.example/de/p/enamel-mug")
                .setUserAgent(FIREFOX)
                .setItems(List.of())
                .setExperiments(Map.of("button", "green"))
                .build();
    }

    private static Item item(String sku, int quantity, String price) {
        return new Item(sku, quantity, money(price));
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }
}
