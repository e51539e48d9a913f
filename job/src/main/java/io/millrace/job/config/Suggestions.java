package io.millrace.job.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds what a mistyped word was meant to be. */
public final class Suggestions {

    private static final int LONGEST = 64;

    private Suggestions() {}

    /** The valid word that is nearest, when one is near enough to be meant. */
    public static Optional<String> nearest(String given, Collection<String> valid) {
        String wanted = normalized(given);
        if (wanted.length() > LONGEST || wanted.chars().noneMatch(Character::isLetter)) {
            return Optional.empty();
        }
        String best = null;
        int bestDistance = Math.max(1, wanted.length() / 3) + 1;
        for (String candidate : valid) {
            int distance = distance(wanted, normalized(candidate));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best == null ? theOneWithItsWords(wanted, valid) : Optional.of(best);
    }

    /** {@code queue} is {@code queue-url} when no other key has that word. */
    private static Optional<String> theOneWithItsWords(String wanted, Collection<String> valid) {
        Set<String> words = words(wanted);
        List<String> containing = valid.stream()
                .filter(candidate -> words(normalized(candidate)).containsAll(words))
                .toList();
        return containing.size() == 1 ? Optional.of(containing.get(0)) : Optional.empty();
    }

    private static Set<String> words(String kebab) {
        return new HashSet<>(Arrays.asList(kebab.split("-", -1)));
    }

    /** Kebab case of camel case and snake case, so that only the spelling counts. */
    private static String normalized(String word) {
        return word.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
