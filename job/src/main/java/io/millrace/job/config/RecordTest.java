package io.millrace.job.config;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked of the fields at the top of a record: {@code type and ledger}, {@code kind=order or kind=refund}. There is
 * no more to it than {@code and}, which binds more tightly, and {@code or}.
 *
 * @param alternatives at least one of which must hold, each a list of fields all of which must be as they are asked for
 */
@ValueForm(
        name = "test of fields",
        expected = "names of fields, maybe with '=' and a value behind them, between them 'and' and 'or'",
        pattern = "^\\s*[^\\s=]+(=\\S+)?(\\s+(and|or)\\s+[^\\s=]+(=\\S+)?)*\\s*$")
public record RecordTest(List<List<Field>> alternatives) implements Serializable {

    /**
     * A field that must be there and not null.
     *
     * @param name at the top of the record
     * @param value what it must be: a text, or a number or boolean as it is written; null when anything will do
     */
    public record Field(String name, String value) implements Serializable {

        private static final Pattern FORM = Pattern.compile("([^\\s=]+)(?:=(\\S+))?");

        private static Field parse(String word, String text) {
            Matcher parts = FORM.matcher(word);
            if (!parts.matches() || word.equals(AND) || word.equals(OR)) {
                throw unfit(text);
            }
            return new Field(parts.group(1), parts.group(2));
        }

        @Override
        public String toString() {
            return value == null ? name : name + "=" + value;
        }
    }

    private static final String AND = "and";
    private static final String OR = "or";

    public RecordTest {
        alternatives = alternatives.stream().map(List::copyOf).toList();
        if (alternatives.isEmpty() || alternatives.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("expected at least one field in every alternative");
        }
    }

    public static RecordTest parse(String text) {
        List<List<Field>> alternatives = new ArrayList<>(List.of(new ArrayList<>()));
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        for (int i = 0; i < words.size(); i++) {
            if (i % 2 == 0) {
                alternatives.get(alternatives.size() - 1).add(Field.parse(words.get(i), text));
            } else if (words.get(i).equals(OR)) {
                alternatives.add(new ArrayList<>());
            } else if (!words.get(i).equals(AND)) {
                throw unfit(text);
            }
        }
        if (words.size() % 2 == 0) {
            throw unfit(text);
        }
        return new RecordTest(alternatives);
    }

    private static IllegalArgumentException unfit(String text) {
        return new IllegalArgumentException("expected names of fields, maybe with '=' and a value behind them, between"
                + " them 'and' and 'or', but got '" + text + "'");
    }

    @Override
    public String toString() {
        return alternatives.stream()
                .map(fields -> fields.stream().map(Field::toString).collect(joining(" and ")))
                .collect(joining(" or "));
    }
}
