package io.millrace.job.decode.common;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes JSON text value by value, into a buffer that is reused. Commas and brackets are the caller's. */
public final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Scratch out = new Scratch();

    public void clear() {
        out.clear();
    }

    public int size() {
        return out.size();
    }

    public byte[] array() {
        return out.array();
    }

    /** Appends one character of ASCII as it is. */
    public void append(char c) {
        out.append(c);
    }

    /** Appends JSON text as it is. */
    public void append(byte[] from, int offset, int length) {
        out.append(from, offset, length);
    }

    /** Appends JSON text as it is. */
    public void raw(String json) {
        out.append(json.getBytes(StandardCharsets.UTF_8));
    }

    public void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        string(bytes, 0, bytes.length);
    }

    /** Writes UTF-8 text as a string. */
    public void string(byte[] text, int offset, int length) {
        out.append('"');
        for (int i = offset; i < offset + length; i++) {
            int c = text[i];
            if (c == '"' || c == '\\') {
                out.append('\\');
                out.append(c);
            } else if (c >= 0 && c < ' ') {
                raw("\\u00");
                out.append(HEX[c >> 4]);
                out.append(HEX[c & 0xF]);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Writes bytes as base64. */
    public void base64(byte[] bytes, int offset, int length) {
        byte[] copy = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
        out.append('"');
        out.append(Base64.getEncoder().encode(copy));
        out.append('"');
    }

    public void number(long value) {
        raw(Long.toString(value));
    }

    /** Writes a number, or the name of what is none as a string. */
    public void number(double value) {
        finite(Double.isFinite(value), Double.toString(value));
    }

    /** Writes a number, or the name of what is none as a string. */
    public void number(float value) {
        finite(Float.isFinite(value), Float.toString(value));
    }

    private void finite(boolean finite, String text) {
        if (finite) {
            raw(text);
        } else {
            string(text);
        }
    }
}
