package io.millrace.udf.click;

import io.millrace.model.click.Campaign;
import io.millrace.model.click.ClickEvent;
import io.millrace.model.click.Device;
import io.millrace.model.click.Geo;
import io.millrace.model.click.Item;
import io.millrace.model.click.PageAction;
import io.millrace.udf.RecordFunction;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes clickstream events ready to query: an event about goods becomes one action for each item, any other event one
 * action, and what a crawler did becomes none. Addresses and user agents are taken apart. An event that makes no sense,
 * such as a purchase of nothing, is refused.
 *
 * <p>Option {@code drop-bots} ({@code true} or {@code false}, default {@code true}): whether crawlers are dropped.
 */
public final class CleanClick implements RecordFunction<ClickEvent, PageAction> {

    private static final String DROP_BOTS = "drop-bots";

    private boolean dropBots = true;

    @Override
    public String name() {
        return "clean-click";
    }

    @Override
    public Class<ClickEvent> inputType() {
        return ClickEvent.class;
    }

    @Override
    public Class<PageAction> outputType() {
        return PageAction.class;
    }

    @Override
    public void open(Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!option.equals(DROP_BOTS)) {
                throw new IllegalArgumentException("unknown option '" + option + "'; there is 'drop-bots'");
            }
        }
        String value = options.getOrDefault(DROP_BOTS, "true");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("'drop-bots' must be true or false, but is '" + value + "'");
        }
        dropBots = Boolean.parseBoolean(value);
    }

    @Override
    public void apply(ClickEvent event, Consumer<PageAction> out) {
        Device device = Devices.of(event.getUserAgent());
        if (device == Device.BOT && dropBots) {
            return;
        }
        requireSense(event);
        PageAction action = action(event, device);
        if (event.getItems().isEmpty()) {
            out.accept(action);
            return;
        }
        int line = 0;
        for (Item item : event.getItems()) {
            action.setLine(line);
            action.setSku(item.getSku());
            action.setQuantity(item.getQuantity());
            action.setPrice(item.getPrice());
            action.setAmount(item.getPrice().multiply(BigDecimal.valueOf(item.getQuantity())));
            out.accept(action);
            line++;
        }
    }

    private static void requireSense(ClickEvent event) {
        if (event.getEventType().equals("purchase") && event.getItems().isEmpty()) {
            throw new IllegalArgumentException("a purchase has no items");
        }
        if (event.getRevenue() != null && event.getRevenue().signum() < 0) {
            throw new IllegalArgumentException("the revenue is negative");
        }
        for (int i = 0; i < event.getItems().size(); i++) {
            Item item = event.getItems().get(i);
            if (item.getQuantity() < 1) {
                throw new IllegalArgumentException("items[" + i + "].quantity is not positive");
            }
            if (item.getPrice().signum() < 0) {
                throw new IllegalArgumentException("items[" + i + "].price is negative");
            }
        }
    }

    /** What all actions of an event have in common. */
    private static PageAction action(ClickEvent event, Device device) {
        WebAddress page = WebAddress.parse(event.getUrl());
        PageAction action = new PageAction();
        action.setEventId(event.getEventId());
        action.setAction(event.getEventType());
        action.setOccurredAt(event.getOccurredAt());
        action.setUserId(event.getUserId());
        action.setSessionId(event.getSessionId());
        action.setHost(page.host());
        action.setPath(page.path());
        action.setSearchTerms(page.parameters().get("q"));
        action.setCampaign(campaign(page.parameters()));
        action.setReferrerHost(referrerHost(event.getReferrer(), page.host()));
        action.setDevice(device);
        action.setDurationMs(event.getDurationMs());
        Geo geo = event.getGeo();
        if (geo != null) {
            action.setCountry(geo.getCountry());
            action.setCity(geo.getCity());
        }
        action.setExperiments(event.getExperiments());
        return action;
    }

    private static Campaign campaign(Map<String, String> parameters) {
        String source = parameters.get("utm_source");
        String medium = parameters.get("utm_medium");
        String name = parameters.get("utm_campaign");
        return source == null && medium == null && name == null ? null : new Campaign(source, medium, name);
    }

    /** Going from page to page of one shop is not coming from somewhere. */
    private static String referrerHost(String referrer, String ownHost) {
        String host = referrer == null ? null : WebAddress.parse(referrer).host();
        return host == null || host.equals(ownHost) ? null : host;
    }
}
