package io.millrace.job.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** Where the keys of a configuration stand. */
public final class Locations {

    private final Location top;
    private final Map<String, Location> keys;

    /**
     * @param top the beginning of it all
     * @param keys where keys were given, by their dotted paths; for keys with a default, where they would be added
     */
    Locations(Location top, Map<String, Location> keys) {
        this.top = requireNonNull(top, "top");
        this.keys = Map.copyOf(keys);
    }

    /** Where the key was given, or the nearest section around it. */
    public Location of(String key) {
        String path = key;
        while (!keys.containsKey(path)) {
            int dot = path.lastIndexOf('.');
            if (dot < 0) {
                return top;
            }
            path = path.substring(0, dot);
        }
        return keys.get(path);
    }
}
