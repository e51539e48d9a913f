package io.millrace.job.config;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Files by name: a path whose last parts may be a glob.
 *
 * @param value a local path or a URI with the scheme {@code file}, {@code s3} or {@code gs}
 */
@ValueForm(
        name = "path or glob",
        expected = "a local path, 's3://bucket/prefix' or 'gs://bucket/prefix', with or without a glob",
        pattern = "\\S")
public record FilePattern(String value) implements Serializable {

    private static final String GLOB_CHARACTERS = "*?[{";

    public FilePattern {
        new OutputPath(baseOf(value));
        if (globOf(value) != null) {
            regex(globOf(value), value);
        }
    }

    public static FilePattern parse(String text) {
        return new FilePattern(text);
    }

    /** The file or directory in front of the glob; everything, when there is no glob. */
    public OutputPath base() {
        return new OutputPath(baseOf(value));
    }

    /** True when {@link #base} is not all there is. */
    public boolean hasGlob() {
        return globOf(value) != null;
    }

    /**
     * What the names of the files match, as paths relative to {@link #base} with {@code /} between their parts; everything
     * without a glob.
     */
    public Pattern names() {
        String glob = globOf(value);
        return glob == null ? Pattern.compile(".*", Pattern.DOTALL) : regex(glob, value);
    }

    private static String baseOf(String value) {
        int glob = globStart(value);
        return glob < 0 ? value : glob == 0 ? "." : value.substring(0, glob);
    }

    private static String globOf(String value) {
        int glob = globStart(value);
        return glob < 0 ? null : value.substring(glob);
    }

    /** Where the first part with a glob character begins; -1 when none has one. */
    private static int globStart(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (GLOB_CHARACTERS.indexOf(value.charAt(i)) >= 0) {
                return value.lastIndexOf('/', i) + 1;
            }
        }
        return -1;
    }

    private static Pattern regex(String glob, String value) {
        StringBuilder regex = new StringBuilder();
        boolean inBraces = false;
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 3;
                continue;
            }
            if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
                continue;
            }
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = glob.indexOf(']', i + 2);
                    if (end < 0) {
                        throw refused(value, "'[' without ']'");
                    }
                    String set =
                            glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
                    regex.append(set.startsWith("!") ? "[^/" + set.substring(1) : "[" + set)
                            .append(']');
                    i = end;
                }
                case '{' -> {
                    if (inBraces) {
                        throw refused(value, "'{' inside of '{'");
                    }
                    inBraces = true;
                    regex.append("(?:");
                }
                case '}' -> {
                    regex.append(inBraces ? ")" : "\\}");
                    inBraces = false;
                }
                case ',' -> regex.append(inBraces ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            i++;
        }
        if (inBraces) {
            throw refused(value, "'{' without '}'");
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (java.util.regex.PatternSyntaxException e) {
            throw refused(value, e.getDescription());
        }
    }

    private static IllegalArgumentException refused(String value, String why) {
        return new IllegalArgumentException("expected a glob, but got '" + value + "': " + why);
    }

    @Override
    public String toString() {
        return value;
    }
}
