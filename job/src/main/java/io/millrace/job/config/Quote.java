package io.millrace.job.config;

/** How values appear in messages: quoted, of bounded length, and unable to move a terminal's cursor. */
final class Quote {

    private static final int LONGEST = 120;

    private Quote() {}

    static String text(String text) {
        return "'" + bounded(text) + "'";
    }

    /** A number or a boolean as it is, text in quotes. */
    static String value(String text, Node.Kind kind) {
        return switch (kind) {
            case INTEGER, FRACTION, BOOLEAN -> bounded(text);
            case TEXT, NOTHING, OPEN -> text(text);
        };
    }

    static String bounded(String text) {
        StringBuilder out = new StringBuilder();
        int[] codePoints = text.codePoints().limit(LONGEST + 1L).toArray();
        for (int i = 0; i < Math.min(codePoints.length, LONGEST); i++) {
            if (Character.isISOControl(codePoints[i]) || !Character.isDefined(codePoints[i])) {
                out.append(String.format("\\u%04x", codePoints[i]));
            } else {
                out.appendCodePoint(codePoints[i]);
            }
        }
        return codePoints.length > LONGEST ? out + "…" : out.toString();
    }
}
