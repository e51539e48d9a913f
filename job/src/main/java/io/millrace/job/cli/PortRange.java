package io.millrace.job.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Ports of which the first free one is taken.
 *
 * @param first the lowest; 0 for any that is free; -1 for none at all
 * @param last the highest
 */
record PortRange(int first, int last) {

    static final PortRange OFF = new PortRange(-1, -1);
    static final PortRange ANY = new PortRange(0, 0);

    private static final int HIGHEST = 65_535;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    static PortRange parse(String text) {
        if (text.equals("off")) {
            return OFF;
        }
        Matcher numbers = TEXT.matcher(text);
        if (numbers.matches()) {
            int first = Integer.parseInt(numbers.group(1));
            int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
            boolean any = first == 0 && last == 0;
            if (any || (first > 0 && first <= last && last <= HIGHEST)) {
                return new PortRange(first, last);
            }
        }
        throw new IllegalArgumentException(
                "expected a port such as 9249, a range such as 9249-9348, 0 for any free port," + " or off, but got '"
                        + text + "'");
    }

    boolean isOff() {
        return equals(OFF);
    }

    boolean isAny() {
        return equals(ANY);
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    static final class Converter implements ITypeConverter<PortRange> {
        @Override
        public PortRange convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
