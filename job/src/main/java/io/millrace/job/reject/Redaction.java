package io.millrace.job.reject;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps credentials out of what a dead letter says beside the payload: messages of exceptions quote URLs and headers, and
 * producers put tokens into attributes. Long texts are cut, since exceptions also quote whole values.
 */
final class Redaction {

    static final String MASK = "***";
    static final int MAX_LENGTH = 2_000;

    private static final Pattern URL_PASSWORD = Pattern.compile("(?<=://)[^/\\s@:]*:[^/\\s@]*(?=@)");

    private static final Pattern ACCESS_KEY_ID = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b");

    /** A name that means a credential, then {@code =} or {@code :}, then its value. */
    private static final Pattern NAMED_VALUE = Pattern.compile(
            "(?i)(\\b(?:x-amz-(?:security-token|signature|credential)|authorization|(?:aws)?_?secret_?access_?key"
                    + "|session_?token|access_?token|auth_?token|api_?key|client_?secret|password|passwd)\\b[\"']?\\s*[=:]\\s*)"
                    + "(?:\"[^\"]*\"|'[^']*'|(?:(?:bearer|basic|aws4-hmac-sha256)\\s+)?[^\\s&,;\"'}]+)");

    /** Each name in {@link #NAMED_VALUE} contains one of these. */
    private static final String[] PARTS_OF_NAMES = {
        "token", "key", "secret", "signature", "credential", "authorization", "passw"
    };

    private static final Pattern CREDENTIAL_NAME = Pattern.compile(
            ".*(?:authorization|password|passwd|secret|cookie|securitytoken|sessiontoken|accesstoken|authtoken"
                    + "|apikey|secretkey|secretaccesskey|privatekey|signature)");

    private Redaction() {}

    /** The value of an attribute; masked when its name says that it is a credential. */
    static String attribute(String name, String value) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return CREDENTIAL_NAME.matcher(plain).matches() ? MASK : value;
    }

    /** A text for people, without credentials and not too long. */
    static String text(String text) {
        String masked = cut(text);
        // What an expression cannot match without is looked for first: it is there rarely, and found much sooner.
        if (mayNameACredential(masked)) {
            masked = NAMED_VALUE.matcher(masked).replaceAll("$1" + MASK);
        }
        if (masked.contains("://") && masked.indexOf('@') >= 0) {
            masked = URL_PASSWORD.matcher(masked).replaceAll(MASK);
        }
        if (masked.contains("AKIA") || masked.contains("ASIA")) {
            masked = ACCESS_KEY_ID.matcher(masked).replaceAll(MASK);
        }
        return masked;
    }

    private static boolean mayNameACredential(String text) {
        if (text.indexOf('=') < 0 && text.indexOf(':') < 0) {
            return false;
        }
        String lowerCase = text.toLowerCase(Locale.ROOT);
        for (String part : PARTS_OF_NAMES) {
            if (lowerCase.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
    }
}
